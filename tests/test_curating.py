"""Finding sources and writing feeds.yaml from the shell, over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from hub.cli.curating import free_id
from hub.config import load_config
from hub.opml import read_opml
from tests.crawling import rss
from tests.installation import Installation
from tests.servers import Site, serving

PAGE = """<!doctype html><html lang=da><title>Centret</title>
<link rel=alternate type=application/rss+xml title="Kommentarer" href="/comments/feed">
<link rel=alternate type=application/rss+xml title="Nyt fra centret" href="/nyt.xml">
<a href="/podcast/rss">Podcast</a> <a href="/kontakt">Kontakt</a>"""
FEEDS = """\
# vores egen fil
hub: {title: Lydhør, contact: "mailto:a@example.org"}
themes:
  - {id: ips, title: {da: IPS og job}, about: {da: Job først.}, match: ips}
sources:
  - id: gammel   # den første
    title: Gammel
    kind: publications
    url: https://gammel.example/feed
"""
OPML = """<opml version="2.0"><body>
<outline text="IPS og job"><outline type="rss" text="Ny kilde" xmlUrl="https://ny.example/f"/>
</outline>
<outline text="Andet"><outline type="rss" text="Gammel" xmlUrl="https://gammel.example/feed"/>
</outline></body></opml>"""


def page(request: Request) -> Response:
    def feed(*titles: str) -> Response:
        return Response(rss(*titles), media_type="application/rss+xml")

    pages = {
        "/": HTMLResponse(PAGE),
        "/bar": HTMLResponse("<p>Intet her.</p>"),
        "/nyt.xml": feed("Flere i job", "To år efter"),
        "/podcast/rss": feed("Afsnit"),
        "/comments/feed": feed("Svar"),
    }
    return pages.get(request.url.path) or PlainTextResponse("", 404)


@pytest.fixture
def web() -> Iterator[Site]:
    with serving([Route("/{path:path}", page)]) as site:
        yield site


@pytest.fixture
def here(tmp_path: Path, lexicon_folder: Path) -> Installation:
    installation = Installation(tmp_path, lexicon_folder)
    installation.prepare(FEEDS)
    return installation


def test_discover_ranks_what_a_page_offers(here: Installation, web: Site) -> None:
    found = here.hub("sources", "discover", web.url("/"), "--json").lines
    assert [each["url"] for each in found] == [web.url("/nyt.xml"), web.url("/podcast/rss")]
    assert (found[0]["title"], found[0]["items"]) == ("Nyt fra centret", 2)
    assert found[0]["latest"] == "Flere i job"
    told = here.hub("sources", "discover", web.url("/")).out
    assert f"hub sources add '{web.url('/nyt.xml')}'" in told
    assert "The page names this feed itself." in told


def test_discover_finds_nothing_or_the_feed_itself(here: Installation, web: Site) -> None:
    nothing = here.hub("sources", "discover", web.url("/bar"))
    assert nothing.code == 1
    assert "nothing to follow was found" in nothing.err
    (itself,) = here.hub("sources", "discover", web.url("/nyt.xml"), "--json").lines
    assert itself["why"] == "The address is a feed itself."
    gone = here.hub("sources", "discover", web.url("/findes-ikke"))
    assert (gone.code, "nothing at the address" in gone.err) == (1, True)


def test_add_writes_the_file_and_remove_unwrites_it(here: Installation, web: Site) -> None:
    assert here.hub("sources", "add", web.url("/nyt.xml"), "--theme", "ips").code == 0
    added = load_config(here.feeds)[0].source("kilde")
    assert added is not None
    assert (added.url, added.kind, added.themes) == (web.url("/nyt.xml"), "publications", ("ips",))
    assert added.language == "da"
    assert here.feeds.read_text(encoding="utf-8").startswith(FEEDS)
    twice = here.hub("sources", "add", web.url("/nyt.xml?utm_source=x"))
    assert (twice.code, "is followed already, as kilde" in twice.err) == (2, True)
    assert here.hub("sources", "remove", "kilde").code == 0
    assert here.feeds.read_text(encoding="utf-8").strip() == FEEDS.strip()
    missing = here.hub("sources", "remove", "kilde")
    assert (missing.code, "there is no source 'kilde'" in missing.err) == (2, True)


def test_what_cant_be_read_is_not_added_unless_off(here: Installation, web: Site) -> None:
    refused = here.hub("sources", "add", web.url("/bar"))
    assert refused.code == 1
    assert "Nothing was written" in refused.err
    assert here.feeds.read_text(encoding="utf-8") == FEEDS
    assert here.hub("sources", "add", web.url("/bar"), "--off", "--title", "Bar").code == 0
    bar = load_config(here.feeds)[0].source("bar")
    assert bar is not None
    assert not bar.enabled
    wrong = here.hub("sources", "add", web.url("/nyt.xml"), "--theme", "findes-ikke")
    assert (wrong.code, "there is no theme 'findes-ikke'" in wrong.err) == (2, True)


def test_a_show_at_apple_is_added_by_its_number(here: Installation) -> None:
    url = "https://podcasts.apple.com/dk/podcast/kp-stereo/id1542761258"
    assert here.hub("sources", "add", url, "--off", "--title", "KP", "--kind", "podcast").code == 0
    added = load_config(here.feeds)[0].source("kp")
    assert added is not None
    assert (added.via, dict(added.options)) == ("apple", {"apple_id": "1542761258"})


def test_import_shows_its_plan_and_then_does_it(here: Installation) -> None:
    file = here.folder / "liste.opml"
    file.write_text(OPML, encoding="utf-8")
    planned = here.hub("sources", "import", str(file))
    assert "1 source to add; 1 is followed already. Nothing is written yet" in planned.out
    assert "add  ny-kilde: Ny kilde  [ips]" in planned.out
    assert here.feeds.read_text(encoding="utf-8") == FEEDS
    assert here.hub("sources", "import", str(file), "--apply").code == 0
    added = load_config(here.feeds)[0].source("ny-kilde")
    assert added is not None
    assert (added.url, added.themes) == ("https://ny.example/f", ("ips",))
    assert "Nothing to add" in here.hub("sources", "import", str(file), "--apply").out
    missing = here.hub("sources", "import", str(here.folder / "nej.opml"))
    assert (missing.code, "can't be read" in missing.err) == (1, True)


def test_export_comes_in_again(here: Installation) -> None:
    (feed,) = read_opml(here.hub("sources", "export").out)
    assert (feed.url, feed.title) == ("https://gammel.example/feed", "Gammel")
    assert "Wrote" in here.hub("sources", "export", str(here.folder / "ud.opml")).out
    (again,) = read_opml((here.folder / "ud.opml").read_text(encoding="utf-8"))
    assert again == feed


def test_ids_are_made_of_titles() -> None:
    assert free_id("Æbler & Ørred på Å", {"x"}) == "aebler-oerred-paa-aa"
    assert free_id("IPS", {"ips", "ips-2"}) == "ips-3"
    assert free_id("???", ()) == "kilde"
