"""Real feeds over real HTTP through the real command into the site, and then once more."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.phrases import say
from tests.conftest import corpus_or_skip
from tests.installation import Finished, Installation
from tests.publishing import Published, entry, feeds_yaml, listed, spoken, theme
from tests.scripts import strange_scripts
from tests.servers import Site, serving

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("end-to-end")]

HOSTS = ("127.0.0.1", "127.0.0.2")  # the second one's server hangs, and keeps its host's turn
MODIFIED = "Sat, 28 Mar 2026 10:00:00 GMT"
LINE = {
    "source": str,
    "status": str,
    "new": int,
    "changed": int,
    "gone": int,
    "error": (str, type(None)),
    "ms": int,
    "bytes": int,
}
STATUSES = ("ok", "unchanged", "failed", "skipped")
SUMMARY = dict.fromkeys(
    ("sources", *STATUSES, "new", "changed", "gone", "read", "indexed", "ms"), int
)
RESULTS = {
    "query": str,
    "read_as": str,
    "total": int,
    "relaxed": bool,
    "notes": list,
    "took_ms": (int, float),
    "did_you_mean": (str, type(None)),
    "facets": dict,
    "hits": list,
}
HIT = {
    "id": str,
    "title": str,
    "kind": str,
    "form": str,
    "source": str,
    "publisher": str,
    "url": (str, type(None)),
    "date": (str, type(None)),
    "language": str,
    "score": (int, float),
    "themes": list,
    "cost": dict,
    "access": str,
    "snippet": list,
    "moments": list,
    "moment": (dict, type(None)),
    "searched": str,
}
FACETS = ["kind", "form", "theme", "source", "publisher", "person", "year", "language", "access"]
FACETS += ["has", "length"]
# New items of each source that can be read, and bytes that a second crawl may receive.
GOOD = {
    "prompt": 122,
    "hvem-er": 25,
    "bakspejl": 119,
    "genstart": 24,
    "ghost": 15,
    "stratechery": 10,
    "oceanbites": 20,
    "gatsby": 17,
    "pc20": 3,
    "picks": 1,
}


def told(code: str, host: str = HOSTS[0], **details: str) -> str:
    return say(code, "en", {"host": host, **details}.items())


TROUBLES = {
    "missing": told("not-found", status="404"),
    "broken": told("server-error", status="500"),
    "html": told("not-a-feed"),
    "empty": told("empty"),
    "hangs": told("timeout", HOSTS[1], seconds="20"),
    "later": told("not-found", status="404"),  # its REST API is not there
}


# Sent on for good, or by their own word (itunes:new-feed-url), to an address other than ours.
MOVING = {"bakspejl", "genstart", "prompt", "hvem-er"}


async def hang(request: Request) -> Response:
    """Takes the request and never answers, until the server is closed."""
    await asyncio.Event().wait()
    raise AssertionError("nobody sets it")


def routes(corpus: Path) -> Iterator[Route]:
    def file(path: str) -> bytes:
        return (corpus / path).read_bytes()

    podcasts = "podcasts/dr-"
    prompt, ghost = (
        file(podcasts + "prompt-2026-03-28-fixed.xml"),
        file("newsletters/404media-ghost.xml"),
    )
    files = {
        "/prompt": Published(prompt, etag='"prompt"', packed=True),
        "/moved/hvem-er": Published(file(podcasts + "hvem-er-2026-03.xml"), modified=MODIFIED),
        "/new/bakspejl": Published(file(podcasts + "bakspejl-2025-02.xml"), etag='W/"b"'),
        "/genstart": Published(file(podcasts + "genstart-dox-2026-03.xml")),
        "/ghost": Published(ghost, etag='"ghost"'),
        "/stratechery": Published(file("newsletters/stratechery-wordpress.xml"), modified=MODIFIED),
        "/oceanbites": Published(file("feeds/oceanbites-atom-doi.xml"), etag='"o"', packed=True),
        "/gatsby": Published(file("feeds/gatsby-missing-dates.xml"), etag='"g"'),
        "/html": Published(file("html/utf8.html"), "text/html"),
        "/empty": Published(b""),
        "/page": Published(file("html/ojs3-univie.html"), "text/html"),
    }
    for path, published in files.items():
        yield Route(path, published.serve)

    yield from spoken(corpus)
    yield Route("/hvem-er", lambda request: RedirectResponse("/moved/hvem-er", 302))
    yield Route("/bakspejl", lambda request: RedirectResponse("/new/bakspejl", 301))
    yield Route("/broken", lambda request: Response(status_code=500))
    yield Route("/hangs", hang)


def feeds(web: Site) -> str:
    podcasts = ("prompt", "hvem-er", "bakspejl", "genstart", "pc20")
    newsletters = ("ghost", "stratechery")
    publications = ("oceanbites", "gatsby", "missing", "broken", "html", "empty")
    kinds = {"podcast": podcasts, "newsletter": newsletters, "publications": publications}
    sources = [
        (entry if name == "pc20" else listed)(name, web.url(f"/{name}"), kind)
        for kind, names in kinds.items()
        for name in names
    ]
    sources += [
        entry("hangs", web.url("/hangs", HOSTS[1])),
        entry("later", web.url("/posts"), via="wordpress"),
        entry("off", web.url("/off"), enabled="false"),
        entry("picks", None, via="picks", items=f"[{{url: '{web.url('/page')}', title: En side}}]"),
    ]
    themes = [theme("ai", '"kunstig intelligens" OR =AI'), theme("musik", "musik* OR sang*")]
    return feeds_yaml(sources, themes)


@dataclass(frozen=True, slots=True)
class World:
    """What was crawled: the installation, the publishers' web, and what the crawl said."""

    hub: Installation
    web: Site
    first: Finished
    answers: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)

    def search(self, *arguments: str) -> dict[str, Any]:
        """What `hub search` answers; asked once, for nothing changes here."""
        if arguments not in self.answers:
            done = self.hub.hub("search", *arguments, "--json")
            assert (done.code, done.err) == (0, "")
            self.answers[arguments] = done.value
        return self.answers[arguments]

    def hits(self, *arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.search(*arguments)["hits"]
        return found


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Iterator[World]:
    with serving(list(routes(corpus_or_skip())), HOSTS) as web:
        hub = Installation(tmp_path_factory.mktemp("end-to-end"), lexicon_folder)
        hub.prepare(feeds(web))
        yield World(hub, web, hub.hub("crawl", "--all", "--json"))


def assert_shape(value: dict[str, Any], shape: dict[str, Any]) -> None:
    """Exactly these keys in this order, each of its type; a bool is no number."""
    assert list(value) == list(shape)
    for key, kind in shape.items():
        assert isinstance(value[key], kind), (key, value[key])
        assert (kind is bool) or not isinstance(value[key], bool), (key, value[key])


def by_source(done: Finished) -> dict[str, dict[str, Any]]:
    return {line["source"]: line for line in done.lines[:-1]}


# --- hub crawl ---------------------------------------------------------------------------------


def test_every_line_of_a_crawl_keeps_the_contract(world: World) -> None:
    assert (world.first.code, world.first.err) == (0, "")
    *lines, last = world.first.lines
    for line in lines:
        assert_shape(line, LINE)
        assert line["status"] in STATUSES
        assert (line["error"] is None) == (line["status"] in ("ok", "unchanged"))
        assert min(line["new"], line["changed"], line["gone"], line["ms"], line["bytes"]) >= 0
    assert list(last) == ["summary"]
    assert_shape(last["summary"], SUMMARY)


def test_a_first_crawl_brings_all_and_tells_each_trouble(world: World) -> None:
    lines = by_source(world.first)
    assert {name: line["new"] for name, line in lines.items() if line["status"] == "ok"} == GOOD
    failed = {name: line["error"] for name, line in lines.items() if line["status"] == "failed"}
    assert failed == TROUBLES
    assert "off" not in lines
    corpus = corpus_or_skip()
    packed = lines["prompt"]["bytes"]
    assert 0 < packed < (corpus / "podcasts/dr-prompt-2026-03-28-fixed.xml").stat().st_size / 2
    assert lines["ghost"]["bytes"] == (corpus / "newsletters/404media-ghost.xml").stat().st_size


def test_the_summary_adds_up(world: World) -> None:
    *lines, last = world.first.lines
    summary = last["summary"]
    assert summary["sources"] == len(lines) == len(GOOD) + len(TROUBLES)
    for status in STATUSES:
        assert summary[status] == sum(line["status"] == status for line in lines)
    assert summary["new"] == sum(GOOD.values())
    assert summary["read"] == 7  # three chapters, three transcripts, a page
    assert summary["indexed"] >= sum(GOOD.values())
    assert summary["ms"] >= max(line["ms"] for line in lines)


def test_publishers_are_asked_with_manners(world: World) -> None:
    assert world.web.most_at_once == dict.fromkeys(HOSTS, 1)
    agents = {seen.headers["user-agent"] for seen in world.web.log}
    assert len(agents) == 1
    assert re.fullmatch(r"Lydhoer/\S+ \(\+mailto:redaktion@example\.org\)", agents.pop())
    assert not any("cookie" in seen.headers for seen in world.web.log)


# --- asking from the shell ---------------------------------------------------------------------


def test_every_key_of_a_search_keeps_the_contract(world: World) -> None:
    found = world.search("kunstig intelligens")
    assert_shape(found, RESULTS)
    assert found["query"] == "kunstig intelligens"
    assert found["total"] >= len(found["hits"]) > 0
    assert list(found["facets"]) == FACETS
    for counts in found["facets"].values():
        assert all(isinstance(name, str) and type(n) is int for name, n in counts.items())
    assert sum(found["facets"]["kind"].values()) == found["total"]
    for hit in found["hits"]:
        assert_shape(hit, HIT)
        assert re.fullmatch(r"[a-z2-7]{12}", hit["id"])
        assert set(hit["cost"]) <= {"seconds", "pages", "words"}
        assert all(
            isinstance(text, str) and text and isinstance(is_hit, bool)
            for text, is_hit in hit["snippet"]
        )
    marked = [text for hit in found["hits"] for text, is_hit in hit["snippet"] if is_hit]
    assert any("intelligens" in text.lower() for text in marked)


def test_a_spoken_word_is_found_at_its_moment(world: World) -> None:
    (hit,) = world.hits("trailer", "--source", "pc20")
    assert hit["moment"] == hit["moments"][0]
    assert set(hit["moment"]) == {"start", "end"}
    assert 0 <= hit["moment"]["start"] < hit["moment"]["end"]


def test_an_empty_query_is_everything_newest_first(world: World) -> None:
    found = world.search("", "--limit", "1000")
    assert found["total"] == len(found["hits"]) == sum(GOOD.values())
    dates = [hit["date"] for hit in found["hits"]]
    undated = dates.index(None)
    assert dates[undated:] == [None] * 8  # seven of gatsby's, and the pick
    assert [date[:4] for date in dates[:undated]] == sorted(
        (date[:4] for date in dates[:undated]), reverse=True
    )
    counts = found["facets"]["source"]
    assert counts == GOOD
    assert list(counts.values()) == sorted(GOOD.values(), reverse=True)


def test_filters_and_their_facets(world: World) -> None:
    found = world.search("", "--kind", "issue", "--limit", "5")
    assert found["total"] == GOOD["ghost"] + GOOD["stratechery"]
    assert found["facets"]["kind"]["episode"] == sum(
        GOOD[name] for name in ("prompt", "hvem-er", "bakspejl", "genstart", "pc20")
    )
    assert {hit["source"] for hit in found["hits"]} <= {"ghost", "stratechery"}
    both = world.search("", "--source", "ghost", "--source", "genstart", "--year", "2019..2030")
    assert 0 < both["total"] <= GOOD["ghost"] + GOOD["genstart"]
    (first, *_) = world.hits("hvem er", "--sort", "oldest", "--explain")
    assert first["reasons"]


def test_wrong_use_is_told(world: World) -> None:
    for arguments, told in (
        (("search", "x", "--sort", "best"), "relevance, newest or oldest"),
        (("crawl", "ukendt"), "hub sources list"),
    ):
        done = world.hub.hub(*arguments)
        assert (done.code, done.out) == (2, "")
        assert told in done.err


def test_lists_of_sources_and_themes(world: World) -> None:
    listed = world.hub.hub("sources", "list", "--json")
    rows = {row["source"]: row for row in listed.lines}
    assert {name: rows[name]["items"] for name in GOOD} == GOOD
    assert {name: rows[name]["error"] for name in TROUBLES} == TROUBLES
    assert rows["off"]["enabled"] is False
    assert rows["off"]["last_visit"] is None
    about = {row["theme"]: row["about"] for row in world.hub.hub("themes", "list", "--json").lines}
    assert about["ai"] == world.search("", "--theme", "ai", "--limit", "0")["total"] > 0
    assert about["musik"] > 0


def test_trying_a_rule_and_a_source_changes_nothing(world: World) -> None:
    tried = world.hub.hub("themes", "test", "=Volbeat", "--json").value
    assert tried["tried"] == sum(GOOD.values())
    assert tried["found"] == len(tried["items"]) >= 3
    checked = world.hub.hub("sources", "check", "ghost", "--json").value
    assert checked["items"] == GOOD["ghost"]
    assert len(checked["first"]) == 3
    rows = {row["source"]: row for row in world.hub.hub("sources", "list", "--json").lines}
    assert {name: rows[name]["items"] for name in GOOD} == GOOD


def test_an_item_is_shown(world: World) -> None:
    hit = world.hits("Volbeat")[0]
    shown = world.hub.hub("items", "show", hit["id"], "--json").value
    assert {key: shown[key] for key in ("id", "title", "kind", "form", "source", "url")} == {
        key: hit[key] for key in ("id", "title", "kind", "form", "source", "url")
    }
    assert shown["visible"] is True
    done = world.hub.hub("items", "show", "aaaaaaaaaaaa")
    assert (done.code, done.out) == (1, "")
    assert "there is no item" in done.err


def test_the_ranking_is_measured(world: World) -> None:
    best, other = world.hits("Hvem er Volbeat?")[:2]
    judged = world.hub.folder / "judged.yaml"
    judged.write_text(
        "queries:\n"
        f"  - q: Hvem er Volbeat?\n    judged: {{'{best['url']}': 2, '{other['url']}': 1}}\n"
        "  - q: Hermann Göring i Grønland\n    judged: {https://example.org/andet: 2}\n"
    )
    told = world.hub.hub("eval", str(judged), "--json").value
    assert list(told) == ["queries", "ndcg@10", "recall@10", "per_query"]
    assert told["queries"] == 2
    assert [each["ndcg@10"] for each in told["per_query"]] == [1.0, 0.0]
    assert told["recall@10"] == 0.5


def test_the_doctor_names_what_is_wrong_and_the_cure(world: World) -> None:
    done = world.hub.hub("doctor", "--json")
    assert done.code == 0  # one failure of a source is not yet for a person
    for finding in done.lines:
        assert_shape(finding, {"level": str, "what": str, "cure": str})
        assert finding["level"] in ("fine", "note")
    said = "\n".join(finding["what"] for finding in done.lines)
    assert "missing failed once" in said
    assert "has moved" not in said  # one visit is not enough to believe it
    assert f"all {sum(GOOD.values())} items are in the index" in said


# --- the site ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(world: World) -> Iterator[httpx.Client]:
    with world.hub.served() as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


PAGES = (
    "/",
    "/search?q=Volbeat",
    "/themes",
    "/themes/musik",
    "/sources",
    "/sources/prompt",
    "/about",
)


@pytest.mark.parametrize("page", PAGES)
def test_pages_answer_in_both_languages(site: httpx.Client, page: str) -> None:
    danish, english = site.get(page), site.get("/en" + page)
    assert (danish.status_code, english.status_code) == (200, 200)
    assert '<html lang="da">' in danish.text
    assert '<html lang="en">' in english.text
    for answer in (danish, english):
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "set-cookie" not in answer.headers
        assert strange_scripts(answer.text) == []


def test_every_link_of_the_site_within_it_answers(site: httpx.Client) -> None:
    """From the home page and the search on, two steps far, no link leads to nothing."""
    seen: set[str] = set()
    ahead = {"/", "/search?q=kunstig+intelligens"}
    for _ in range(2):
        found: set[str] = set()
        for address in sorted(ahead - seen):
            answer = site.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            links = re.findall(r'(?:href|src|action)="(/[^"]*)"', answer.text)
            found |= {link.replace("&amp;", "&").partition("#")[0] for link in links}
        seen |= ahead
        ahead = {link for link in found if "/people/" not in link}
    assert len(seen) > 20


def test_a_search_leads_to_an_item_and_to_its_publisher(site: httpx.Client, world: World) -> None:
    hit = world.hits("Volbeat")[0]
    page = site.get("/search", params={"q": "Volbeat"})
    assert "<mark>Volbeat</mark>" in page.text
    item = site.get(f"/items/{hit['id']}", follow_redirects=True)
    assert item.status_code == 200
    assert hit["title"] in item.text.replace("&#39;", "'")
    assert urlsplit(str(item.url)).path.startswith(f"/items/{hit['id']}/")


def test_what_is_not_there_is_a_page_too(site: httpx.Client) -> None:
    for address in ("/items/aaaaaaaaaaaa", "/themes/ukendt", "/sources/ukendt", "/en/nothing"):
        answer = site.get(address)
        assert answer.status_code == 404
        assert 'name="q"' in answer.text


def test_health(site: httpx.Client) -> None:
    count = sum(GOOD.values())
    assert site.get("/healthz").json() == {"ok": True, "items": count, "index": count}


# --- once more ---------------------------------------------------------------------------------


def test_a_second_crawl_makes_no_new_items_and_reads_nothing(world: World) -> None:
    before = world.search("", "--limit", "1000")
    world.web.log.clear()
    names = [name for name in (*GOOD, *TROUBLES) if name != "hangs"]
    again = world.hub.hub("crawl", *names, "--json")
    assert again.code == 1  # the troubled ones were named
    lines = by_source(again)
    settled = set(GOOD) - MOVING
    assert {name: lines[name]["status"] for name in settled} == dict.fromkeys(settled, "unchanged")
    assert {lines[name]["status"] for name in MOVING} == {"ok"}  # asked for all, to be sure
    zero = ("new", "changed", "gone")
    assert all(lines[name][key] == 0 for name in names for key in zero)
    assert {lines[name]["bytes"] for name in settled} == {0}
    summary = again.lines[-1]["summary"]
    assert {summary[key] for key in (*zero, "read", "indexed")} == {0}
    pointed_at = ("/page", "/episode1/transcript.vtt", "/ep1_chapters.json")
    assert [seen.path for path in pointed_at for seen in world.web.asked(path)] == []
    conditional = {seen.path for seen in world.web.log if "if-none-match" in seen.headers}
    assert conditional >= {"/ghost", "/oceanbites", "/gatsby"}
    world.answers.clear()
    after = world.search("", "--limit", "1000")
    assert [hit["id"] for hit in after["hits"]] == [hit["id"] for hit in before["hits"]]


def test_nothing_is_due_so_nobody_is_asked(world: World) -> None:
    world.web.log.clear()
    done = world.hub.hub("crawl", "--json")
    assert done.code == 0
    assert done.value["summary"]["sources"] == 0
    assert world.web.log == []
