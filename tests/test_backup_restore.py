"""A backup taken during a crawl, everything wiped, restored: every address answers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.routing import Route

from hub.cli.composition import open_hub
from tests.conftest import corpus_or_skip
from tests.installation import LONG, Installation, until
from tests.publishing import Gate, Published, feeds_yaml, listed, theme
from tests.servers import Site, serving

pytestmark = pytest.mark.corpus
EARLY = {"/genstart": 24, "/stratechery": 10}
LATE = {"/goring": 6}


@pytest.fixture
def gate() -> Gate:
    """Behind it is one of the three sources."""
    return Gate()


@pytest.fixture
def web(gate: Gate) -> Iterator[Site]:
    corpus = corpus_or_skip()
    genstart = Published((corpus / "podcasts/dr-genstart-dox-2026-03.xml").read_bytes())
    stratechery = Published((corpus / "newsletters/stratechery-wordpress.xml").read_bytes())
    goring = (corpus / "podcasts/dr-min-ven-hermann-goring-2026-03.xml").read_bytes()
    routes = [
        Route("/genstart", genstart.serve),
        Route("/stratechery", stratechery.serve),
        Route("/goring", lambda request: gate.serve(goring)),
    ]
    with serving(routes, ("127.0.0.1", "127.0.0.2")) as site:
        yield site
        gate.open()


@pytest.fixture
def hub(web: Site, tmp_path: Path, lexicon_folder: Path) -> Installation:
    installed = Installation(tmp_path / "hub", lexicon_folder)
    sources = [listed(path[1:], web.url(path), "podcast") for path in EARLY]
    sources.append(listed("goring", web.url("/goring", "127.0.0.2"), "podcast"))
    installed.folder.mkdir()
    installed.prepare(feeds_yaml(sources, [theme("doed", "død* OR drab*"), theme("ai", "=AI")]))
    return installed


def addresses(hub: Installation) -> list[str]:
    """Of every item, theme and source that the store has."""
    with open_hub(hub.loaded(), take_up=False) as opened:
        store = opened.store
        items = [f"/items/{item}" for item in store.items.ids()]
        themes = [f"/themes/{name}" for name in store.themes.counts()]
        sources = [f"/sources/{row.source.id}" for row in store.sources.all(retired=True)]
    return sorted(items + themes + sources)


def visited(hub: Installation, count: int) -> bool:
    with open_hub(hub.loaded(), take_up=False) as opened:
        return sum(opened.store.items.counts().values()) == count


def test_backed_up_during_a_crawl_wiped_and_restored(
    hub: Installation, gate: Gate, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    with hub.running("crawl", "--all", "--json") as crawl:
        crawl.line('"genstart"')
        crawl.line('"stratechery"')
        until(lambda: visited(hub, sum(EARLY.values())), "the first items to be judged")
        saved = hub.hub("backup", str(backup))
        assert (saved.code, crawl.process.poll()) == (0, None)
        assert str(backup) in saved.out
        then = addresses(hub)
        gate.open()
        crawl.line('"goring"')
        assert crawl.end() == 0
    assert set(addresses(hub)) > set(then)

    written = hub.feeds.read_text(encoding="utf-8")
    shutil.rmtree(hub.data)
    hub.feeds.unlink()
    hub.lend()
    restored = hub.hub("restore", str(backup))
    assert (restored.code, restored.err) == (0, "")
    assert "hub index --rebuild" in restored.out
    assert hub.feeds.read_text(encoding="utf-8") == written
    assert hub.hub("index").code == 0
    assert addresses(hub) == then
    assert len([address for address in then if "/items/" in address]) == sum(EARLY.values())
    with hub.served() as address, httpx.Client(base_url=address, timeout=LONG) as site:
        for each in ["/", "/themes", "/sources", *then]:
            for language in ("", "/en"):
                answer = site.get(language + each, follow_redirects=True)
                assert answer.status_code == 200, each
        health = site.get("/healthz").json()
        assert health["items"] == health["index"] == sum(EARLY.values())
    again = hub.hub("crawl", "--all", "--json").lines[-1]["summary"]
    # Genstart says in its feed that it has moved, so it is asked for all of it.
    assert (again["unchanged"], again["ok"], again["new"]) == (1, 2, sum(LATE.values()))


def test_a_restore_keeps_what_was_there_and_the_feeds_yaml_that_is(
    hub: Installation, gate: Gate, tmp_path: Path
) -> None:
    gate.open()
    backup = tmp_path / "backup.db"
    assert hub.hub("crawl", "genstart").code == 0
    assert hub.hub("backup", str(backup)).code == 0
    assert hub.hub("crawl", "goring").code == 0
    newer = hub.feeds.read_text(encoding="utf-8") + "# nyere\n"
    hub.feeds.write_text(newer, encoding="utf-8")
    later = addresses(hub)
    assert hub.hub("restore", str(backup)).code == 0
    assert hub.feeds.read_text(encoding="utf-8") == newer
    assert set(addresses(hub)) < set(later)
    (kept,) = hub.data.glob("hub.db.replaced-*")
    assert hub.hub("restore", str(kept)).code == 0
    assert addresses(hub) == later


def test_a_backup_that_is_none_changes_nothing(
    hub: Installation, gate: Gate, tmp_path: Path
) -> None:
    gate.open()
    assert hub.hub("crawl", "genstart").code == 0
    before = addresses(hub)
    backup = tmp_path / "backup.db"
    assert hub.hub("backup", str(backup)).code == 0
    cut = tmp_path / "cut.db"
    cut.write_bytes(backup.read_bytes()[:50_000])
    text = tmp_path / "letter.txt"
    text.write_text("Kære redaktion", encoding="utf-8")
    for file, told in (
        (cut, "is no backup that can be brought back"),
        (text, "is no backup that can be brought back"),
        (tmp_path / "missing.db", "can't be read: No such file"),
        (hub.data / "hub.db", "is the database itself"),
    ):
        done = hub.hub("restore", str(file))
        assert (done.code, done.out) == (1, "")
        assert str(file) in done.err
        assert told in done.err
        assert addresses(hub) == before
    done = hub.hub("backup", str(text / "below.db"))
    assert (done.code, done.out) == (1, "")
    assert "Name a file in a folder that can be" in done.err
    assert not list(tmp_path.glob(".*")), "half a backup was left behind"
