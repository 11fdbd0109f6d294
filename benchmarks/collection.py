"""A hub in a folder: generated drafts of generated sources, recorded as a crawl records them."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.places import COLLECTION, LEXICON, gone
from benchmarks.rows import Row
from benchmarks.sizes import Sizes
from benchmarks.texts import ROOT, Writer
from hub.cli.composition import Hub, open_hub
from hub.model import Draft, Enclosure, Item, Person, Source, When
from hub.settings import Settings, load_settings
from hub.visiting import SourceState, Visit
from indexer.decide import decide

KINDS = ("podcast", "publications", "newsletter")
FIRST_NAMES = ("Signe", "Omar", "Nanna", "Lone", "Grethe", "Peter", "Fatima", "Søren", "Åse")
LAST_NAMES = ("Bak", "Toft", "Ravn", "Lund", "Holm", "Krogh", "Dam", "Vang", "Bro", "Kjær")
SUMMARY = 40  # words
LATE = "Kommunen og jobcentret holder fast i de gode samtaler om vejen til arbejde. " * 16
START = datetime(2005, 1, 3, 8, tzinfo=UTC)
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def settings_of(folder: Path, engine: str = "whoosh") -> Settings:
    """Settings of a hub that lives in `folder`, crawls loopback and never pauses."""
    return load_settings(
        {},
        data=folder,
        feeds=folder / "feeds.yaml",
        engine=engine,
        allow_private="127.0.0.0/8",
        host_pause=0,
    )


def begin_hub(folder: Path, addresses: Sequence[str], *, themes: bool = True) -> None:
    """A new hub: feeds.yaml with a source for each address and the project's own themes or none."""
    head = (ROOT / "feeds.yaml").read_text("utf-8").partition("\nsources:")[0]
    if not themes:
        head = "hub:\n  title: Hub\n  contact: mailto:nobody@example.org\nthemes: []"
    gone(folder).mkdir()
    shutil.copytree(folder.parent / LEXICON, folder / LEXICON)
    (folder / "feeds.yaml").write_text(f"{head}\nsources:\n", "utf-8")
    add_sources(folder, addresses, "kilde")


def add_sources(folder: Path, addresses: Sequence[str], called: str = "ny") -> None:
    """More sources at the end of a hub's feeds.yaml."""
    entries = (
        f"  - {{id: {called}-{n:04}, title: {called.title()} {n}, kind: {KINDS[n % 3]}, via: feed,"
        f' url: "{address}", language: da, publisher: Udgiver {n * 3 // 4}, every: 1d}}\n'
        for n, address in enumerate(addresses)
    )
    with (folder / "feeds.yaml").open("a", encoding="utf-8") as file:
        file.writelines(entries)


def write_drafts(writer: Writer, source: int, many: int, words: int) -> Iterator[Draft]:
    """`many` drafts of source number `source`."""
    for entry in range(many):
        day = START + timedelta(hours=writer.choose(21 * 365 * 24))
        page = f"https://kilde-{source:04}.example.org/{entry}"
        long = min(SUMMARY, words // 2)
        audio = Enclosure(f"{page}.mp3", "audio/mpeg", 20_000_000)
        yield Draft(
            title=writer.title(8),
            guid=f"{source}-{entry}",
            link=page,
            summary=writer.text(long),
            body=writer.text(words - long - 8),
            people=tuple(_person(writer) for _ in range(writer.choose(3))),
            date=When(day.isoformat()),
            enclosures=(audio,) if KINDS[source % 3] == "podcast" else (),
            duration=600 + writer.choose(3000) if KINDS[source % 3] == "podcast" else None,
        )


def _person(writer: Writer) -> Person:
    first = FIRST_NAMES[writer.choose(len(FIRST_NAMES))]
    return Person(f"{first} {LAST_NAMES[writer.choose(len(LAST_NAMES))]}", "author")


def collect(root: Path, sizes: Sizes) -> list[Row]:
    """Make the collection, and judge the themes of its items."""
    folder = root / COLLECTION
    addresses = [f"https://kilde-{n:04}.example.org/rss" for n in range(sizes.item_sources)]
    begin_hub(folder, addresses)
    writer = Writer.open(root, seed=1)
    with open_hub(settings_of(folder)) as hub:
        spent = 0.0
        for number, source in enumerate(hub.config.sources):
            share = range(number, sizes.items, sizes.item_sources)
            drafts = list(write_drafts(writer, number, len(share), sizes.words))
            began = perf_counter()
            proposals = decide(source, SourceState(source.id), drafts, lambda _: "da")
            hub.store.visits.record(*visited(source, len(drafts)), proposals)
            spent += perf_counter() - began
        hub.analyser.tokens("klar", "da")  # its file is open now, but it knows no words yet
        began = perf_counter()
        judged = hub.judge()
        judging = perf_counter() - began
    return [
        Row("Indexing", "decided and stored", sizes.items / spent, "items/s"),
        Row("Indexing", f"judged by {len(hub.config.themes)} themes", judged / judging, "items/s"),
    ]


@contextmanager
def stored_items(root: Path, ids: Sequence[str] | None = None) -> Iterator[Iterator[Item]]:
    """These items of the collection with their texts, or all, read from its store one by one."""
    with open_hub(settings_of(root / COLLECTION), take_up=False) as hub:
        yield hub.all_items() if ids is None else iter(hub.store.items.many(ids).values())


def record_late(hub: Hub, many: int) -> tuple[str, ...]:
    """So many items more of the first source: the same in every hub that has had as many before.

    Their ids. Themes are not judged.
    """
    source = hub.config.sources[0]
    before = hub.store.sources.state(source.id)
    drafts = [
        Draft(title=f"Sen tilføjelse {number}", guid=f"sen-{number}", body=LATE, link=None)
        for number in range(len(before.seen), len(before.seen) + many)
    ]
    proposals = decide(source, before, drafts, lambda _: "da")
    return hub.store.visits.record(*visited(source, many), proposals).new


def visited(source: Source, new: int) -> tuple[Visit, SourceState]:
    """A visit that brought so many, and a source that is not due again for long."""
    due = NOW + timedelta(days=9999)
    state = SourceState(source.id, last_visit=NOW, last_success=NOW, due=due)
    return Visit(source.id, NOW, "ok", new=new), state
