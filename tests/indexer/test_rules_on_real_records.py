"""The rules of feeds.yaml on real records: other fields stay out, the demo's own comes in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from hub.config import Config, parse_config
from hub.model import FORM_OF, KIND_OF, Draft, Item, Localised, Source, SourceKind
from hub.search import Analyser
from hub.themes import Rules, compile_rules, judge
from indexer.answer import Answer
from indexer.documents import item_tokens
from indexer.readers import read_listing

PROJECT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
DC = "{http://purl.org/dc/elements/1.1/}"
DEMO = "https://demo.example.org/"
DEMO_FEEDS = (
    *("ved-siden-af", "kaffe-efter-moedet", "arbejdspladsen-indefra"),
    *("hedelund", "metodekassen", "torsdagsbrevet"),
)


def config_of(path: Path) -> Config:
    return parse_config(path.read_text("utf-8").replace("{demo}", DEMO.rstrip("/")))


@pytest.fixture(scope="module")
def rules(analyser: Analyser) -> Rules:
    config = config_of(PROJECT / "feeds.yaml")
    return compile_rules(config.themes, config.hub.field, analyser)


def item_of(draft: Draft, source: Source, analyser: Analyser) -> Item:
    text = f"{draft.title} {draft.summary} {draft.body}"
    return Item(
        id=draft.guid or draft.title,
        source=source.id,
        kind=KIND_OF[source.kind],
        form=FORM_OF[source.kind],
        title=draft.title,
        first_seen=NOW,
        changed=NOW,
        summary=draft.summary,
        body=draft.body,
        chapters=draft.chapters,
        language=draft.language or source.language or analyser.vote(text),
    )


def broad(kind: SourceKind) -> Source:
    """A source that is not of the field alone."""
    title = Localised((("", "Bred"),))
    return Source("bred", title, kind, "feed", url="https://example.org/feed", only_field=True)


def of_feed(path: Path, source: Source) -> tuple[Draft, ...]:
    answer = Answer(source.url or "", path.read_bytes(), "application/xml")
    return read_listing(source, answer).drafts


def of_oai(folder: Path) -> Iterator[Draft]:
    """Title and description of every record that has any (oai_dc)."""
    for path in sorted(folder.glob("*.xml")):
        tree = etree.fromstring(path.read_bytes(), etree.XMLParser(recover=True))
        for record in tree.iter("{*}dc"):
            titles = [element.text or "" for element in record.iter(f"{DC}title")]
            about = [element.text or "" for element in record.iter(f"{DC}description")]
            if any(titles):
                yield Draft(" ".join(titles), summary="\n\n".join(about))


@dataclass(frozen=True, slots=True)
class Judge:
    """What the rules say of drafts; shares of all of them."""

    rules: Rules
    analyser: Analyser

    def passing(self, drafts: Iterable[Draft], source: Source) -> tuple[float, float]:
        """The share that passes the gate of the field, and the share that `source` shows."""
        assert self.rules.gate is not None
        items = [item_of(draft, source, self.analyser) for draft in drafts]
        gate = shown = 0
        for item in items:
            tokens = item_tokens(item, self.analyser)
            gate += self.rules.gate.match(item, tokens) is not None
            shown += judge(item, tokens, self.rules, source).visible
        return gate / len(items), shown / len(items)


@pytest.fixture(scope="module")
def hub(rules: Rules, analyser: Analyser) -> Judge:
    return Judge(rules, analyser)


def test_records_of_other_fields_stay_out(corpus: Path, hub: Judge) -> None:
    records = list(of_oai(corpus / "oai"))
    assert len(records) > 400
    gate, shown = hub.passing(records, broad("publications"))
    assert gate <= 0.05
    assert shown <= 0.02


def test_of_papers_in_neighbouring_fields_few_are_shown(corpus: Path, hub: Judge) -> None:
    source = broad("publications")
    papers = of_feed(corpus / "feeds" / "ssrn-papers-rss.xml", source)
    assert len(papers) == 363
    gate, shown = hub.passing(papers, source)
    assert gate <= 0.05
    assert shown <= 0.03


def test_episodes_about_everything_stay_out(corpus: Path, hub: Judge) -> None:
    source = broad("podcast")
    paths = sorted((corpus / "podcasts").glob("*.xml"))
    episodes = [draft for path in paths for draft in of_feed(path, source)]
    assert len(episodes) > 1_000
    gate, shown = hub.passing(episodes, source)
    assert gate <= 0.02
    assert shown <= 0.01


@pytest.mark.parametrize("name", DEMO_FEEDS)
def test_the_demo_comes_in_by_its_own_rules(name: str, analyser: Analyser) -> None:
    config = config_of(PROJECT / "demo" / "feeds.yaml")
    source = config.source(name)
    assert source is not None
    assert source.url is not None
    path = PROJECT / "demo" / "site" / source.url.removeprefix(DEMO)
    demo = Judge(compile_rules(config.themes, config.hub.field, analyser), analyser)
    gate, shown = demo.passing(of_feed(path, source), replace(source, only_field=True))
    assert gate >= 0.85
    assert shown >= 0.85
