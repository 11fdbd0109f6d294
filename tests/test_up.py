"""`hub up`: two processes that begin at once, go on whatever happens, and end together."""

import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.cli.demo import demo_folder, serve_demo
from hub.phrases import say
from tests.crawling import rss
from tests.installation import LONG, Installation, Running, free_port, members, until
from tests.publishing import Gate, entry, feeds_yaml
from tests.servers import Site, serving


@pytest.fixture
def gate() -> Gate:
    """All publishers are behind it; it stands open."""
    made = Gate()
    made.open()
    return made


@pytest.fixture
def web(gate: Gate) -> Iterator[Site]:
    def feed(request: Request) -> Response:
        name = request.path_params["name"]
        return gate.serve(rss(f"{name}-1 Første om {name}", f"{name}-2 Anden om {name}").encode())

    def robots(_: Request) -> Response:
        return Response(status_code=404)

    routes = [Route("/robots.txt", robots), Route("/{name}", feed)]
    with serving(routes, ("127.0.0.1", "127.0.0.2")) as site:
        yield site
        gate.open()


@pytest.fixture
def hub(tmp_path: Path, lexicon_folder: Path) -> Installation:
    installed = Installation(tmp_path, lexicon_folder, {"HUB_PORT": str(free_port())})
    installed.lend()
    return installed


def sources(web: Site, *names: str) -> str:
    """Every other source is at another host, for each host is asked one thing at a time."""
    hosts = ("127.0.0.1", "127.0.0.2")
    return feeds_yaml(
        [entry(name, web.url(f"/{name}", hosts[n % 2])) for n, name in enumerate(names)]
    )


def address(hub: Installation) -> str:
    return f"http://127.0.0.1:{hub.settings['HUB_PORT']}"


def page(hub: Installation, path: str = "/") -> str:
    """A page of the site, as soon as the site answers."""

    def answered() -> httpx.Response | None:
        try:
            return httpx.get(address(hub) + path, timeout=LONG)
        except httpx.TransportError:
            return None

    answer = until(answered, "the site to answer")
    assert answer.status_code == 200, answer
    return answer.text


def found(hub: Installation) -> int:
    """How many items the site can find; none while it is not there yet."""
    try:
        answer = httpx.get(address(hub) + "/healthz", timeout=LONG).json()
    except httpx.TransportError:
        return 0
    assert answer["ok"]
    return answer["index"] or 0


def assert_ended(up: Running, code: int) -> None:
    """It ended with `code`, said nothing unkind, and left no process behind."""
    assert code == 0, up.said
    assert "Traceback" not in up.said
    assert_nothing_left(up)


def assert_nothing_left(up: Running) -> None:
    """Python's own tracker of resources ends a little after its process."""
    until(
        lambda: not members(up.process.pid),
        "every process to end",
        lambda: [command_of(pid) for pid in members(up.process.pid)],
    )


def test_the_site_answers_while_the_first_crawl_is_held_up(
    hub: Installation, web: Site, gate: Gate
) -> None:
    hub.feeds.write_text(sources(web, "vind", "regn"), encoding="utf-8")
    gate.close()
    with hub.running("up") as up:
        assert address(hub) in up.line("The site is at")
        until(lambda: len(web.log) == 2, "both sources to be asked")
        until(lambda: "0 af 2 kilder er hentet" in page(hub), "the site to say how far it is")
        assert "0 of 2 sources" in page(hub, "/en/")
        assert "Første om" not in page(hub)
        gate.open()
        until(lambda: found(hub) == 4, "the items to be found")
        up.line("items indexed")
        until(lambda: "<progress" not in page(hub), "the banner to go")
        assert "Første om <mark>vind</mark>" in page(hub, "/search?q=vind")
        assert len(members(up.process.pid)) >= 2
        assert_ended(up, up.end(signal.SIGTERM))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_the_midst_of_a_crawl_ends_both(
    hub: Installation, web: Site, gate: Gate, number: signal.Signals
) -> None:
    """Ctrl-C is sent to the whole foreground group, as a terminal does."""
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    gate.close()
    with hub.running("up") as up:
        until(lambda: web.log, "the source to be asked")
        page(hub)
        if number is signal.SIGINT:
            os.killpg(up.process.pid, number)
        else:
            up.process.send_signal(number)
        assert_ended(up, up.end())


def test_a_worker_and_a_site_end_alone(hub: Installation, web: Site) -> None:
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    with hub.running("work") as worker:
        worker.line("items indexed")
        with hub.running("serve") as site:
            site.line("The site is at")
            assert found(hub) == 2
            assert_ended(site, site.end(signal.SIGINT))
        assert_ended(worker, worker.end(signal.SIGINT))


def test_feeds_yaml_is_taken_up_while_running(hub: Installation, web: Site) -> None:
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    with hub.running("up") as up:
        up.line("items indexed")
        hub.feeds.write_text(sources(web, "vind", "regn"), encoding="utf-8")
        until(lambda: found(hub) == 4, "the new source's items")
        assert page(hub, "/sources/regn")

        broken = hub.feeds.read_text(encoding="utf-8").replace("kind: publications", "kind: ræv", 1)
        hub.feeds.write_text(broken, encoding="utf-8")
        up.line("feeds.yaml: 1 mistake to mend")
        line = 1 + broken.splitlines().index("    kind: ræv")
        assert f"line {line}" in up.line("ræv")
        assert found(hub) == 4
        assert "Regn" in page(hub, "/sources")
        doctor = hub.hub("doctor")
        assert doctor.code == 1
        assert "ræv" in doctor.out
        assert "the last good version holds" in doctor.out
        assert found(hub) == 4

        hub.feeds.write_text(sources(web, "vind", "regn", "sne"), encoding="utf-8")
        until(lambda: found(hub) == 6, "the mended file to be taken up")
        assert hub.hub("doctor").code == 0
        assert_ended(up, up.end(signal.SIGTERM))


def test_where_the_command_is_given_makes_no_difference(hub: Installation, web: Site) -> None:
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    (hub.folder / "web.py").write_text("raise SystemExit('not what was meant')", encoding="utf-8")
    with hub.running("up") as up:
        page(hub)
        assert_ended(up, up.end(signal.SIGTERM))
        assert "not what was meant" not in up.said


def test_the_last_port_of_all_leaves_the_demo_another() -> None:
    with serve_demo(demo_folder(), 65536) as given:
        assert httpx.get(f"{given}/hedelund/feed.atom.xml", timeout=LONG).status_code == 200


def test_a_port_in_use(hub: Installation, web: Site) -> None:
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    with socket.create_server(("127.0.0.1", int(hub.settings["HUB_PORT"]))):
        for command in ("up", "serve"):
            done = hub.hub(command)
            assert done.code == 1
            assert "another program already uses 127.0.0.1 port" in done.err
            assert re.search(r"HUB_PORT=\d+ hub up", done.err)
    assert web.log == []


@pytest.mark.parametrize("command", ["up", "work", "serve", "crawl"])
def test_without_feeds_yaml(hub: Installation, command: str) -> None:
    done = hub.hub(command)
    assert done.code == 2
    assert f"{hub.feeds}: 1 mistake to mend" in done.err
    assert "there is no such file; set HUB_FEEDS to where your feeds.yaml is" in done.err


def test_without_a_network_there_is_the_demo_and_later_the_real_ones(
    hub: Installation, web: Site
) -> None:
    away = sources(web, "vind").replace(f":{web.port}/", f":{free_port()}/")
    hub.feeds.write_text(away, encoding="utf-8")
    with hub.running("up") as up:
        up.line(say("no-answer", "en", [("host", "127.0.0.1")]))
        up.line("Not one source could be reached")
        up.line("The next start tries your sources again")
        until(lambda: found(hub), "the demo's items")
        for path in ("/", "/search?q=ips", "/themes", "/sources", "/about"):
            assert 'class="banner demo"' in page(hub, path)
        assert "opdigtet" in page(hub)
        assert_ended(up, up.end(signal.SIGTERM))
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    with hub.running("up") as up:
        until(lambda: found(hub) == 2, "the real items")
        assert "Første om <mark>vind</mark>" in page(hub, "/search?q=vind")
        assert 'class="banner demo"' not in page(hub)
        assert_ended(up, up.end(signal.SIGTERM))


def test_without_a_network_what_was_crawled_before_is_shown(hub: Installation, web: Site) -> None:
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    assert hub.hub("crawl", "--all").code == 0
    away = sources(web, "vind").replace(f":{web.port}/", f":{free_port()}/")
    hub.feeds.write_text(away, encoding="utf-8")
    with hub.running("up") as up:
        until(lambda: found(hub) == 2, "the items from before")
        assert 'class="banner demo"' not in page(hub)
        assert_ended(up, up.end(signal.SIGTERM))
    assert "demo" not in up.said


def test_when_the_site_dies_the_worker_says_so_and_ends(hub: Installation, web: Site) -> None:
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    with hub.running("up") as up:
        up.line("items indexed")
        page(hub)
        (site,) = (pid for pid in members(up.process.pid) if "serve" in command_of(pid))
        os.kill(site, signal.SIGKILL)
        assert up.end() == 1
        assert "the site ended by itself" in up.said
        assert_nothing_left(up)


def test_when_the_worker_is_killed_the_site_ends_too(hub: Installation, web: Site) -> None:
    """Nobody is left on the port to be in the way of the next start."""
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    with hub.running("up") as up:
        page(hub)
        assert up.end(signal.SIGKILL) == -signal.SIGKILL
        assert_nothing_left(up)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_before_the_site_is_up_ends_both(
    hub: Installation, web: Site, number: signal.Signals
) -> None:
    hub.feeds.write_text(sources(web, "vind"), encoding="utf-8")
    with hub.running("up") as up:
        until(lambda: len(members(up.process.pid)) > 1, "the site's process")
        os.killpg(up.process.pid, number)
        up.end()
        assert_nothing_left(up)
        assert "Traceback" not in up.said


def command_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
