"""A small collection in a real store, as a crawl and a judge would have left it."""

import hashlib
from datetime import UTC, datetime, timedelta

from hub.config import parse_config
from hub.model import (
    Assignment,
    Chapter,
    Draft,
    Enclosure,
    Evidence,
    Passage,
    Person,
    Trouble,
    When,
)
from hub.store import Store
from hub.visiting import NewReading, Proposal, Read, SourceState, Visit

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

FEEDS = """
hub:
  title: Lydhør
  language: da
  timezone: Europe/Copenhagen
  contact: mailto:redaktion@example.org
  accessibility: https://was.example.org/lydhoer
themes:
  - id: ips
    was: [supported-employment]
    title: {da: IPS og Supported Employment, en: IPS and supported employment}
    about:
      da: Job først – med støtte samtidig med behandlingen.
      en: Job first – with support alongside treatment.
    match: '"individuelt planlagt job" OR (ips AND (job OR psykiatri))'
    start:
      - {url: "https://example.org/ips", title: Hvad er IPS?, note: "Otte principper på to sider."}
      - {url: "https://example.org/kasper", title: "Kasper fik job, før han blev rask"}
      - {url: "http://127.0.0.1:8081/maria", title: "Maria fik job"}
  - id: troen-paa-borgeren
    title: {da: Troen på borgerens jobchance, en: Belief in the citizen}
    about:
      da: Når sagsbehandleren tror på, at borgeren kommer i job, gør flere det.
      en: When the caseworker believes in it, more people find work.
    match: >-
      "troen på borgeren" OR "tro på borgeren" OR jobchance* OR jobchancer OR =håb OR mestring
      OR (tro AND borger*)
  - id: unge
    title: {da: Unge uden job og uddannelse, en: Young people without work or education}
    about: {da: Unge på kanten., en: Young people on the edge.}
    match: 'unge AND (job OR uddannelse)'
sources:
  - {id: samtalen, was: [snakken], title: Samtalen, kind: podcast, via: feed,
     url: "https://podcast.example.org/samtalen.xml", language: da, publisher: Radio Fjord}
  - {id: rapporter, title: {da: Fjordens rapporter, en: Reports from the fjord},
     kind: publications, via: feed, url: "https://rapporter.example.org/feed",
     language: da, publisher: Center for Beskæftigelse}
  - {id: nyt, title: Nyt om job, kind: newsletter, via: feed,
     url: "https://nyt.example.org/rss", language: da, access: subscription}
  - {id: links, title: Kun links, kind: publications, via: feed, show: link,
     url: "https://links.example.org/rss", language: en}
  - {id: aabent, title: Åbne tekster, kind: publications, via: feed, show: full,
     url: "https://aabent.example.org/rss", language: da}
"""

TRANSCRIPT = (
    (0, 24, "Vært", "Velkommen til Samtalen. I dag handler det om tro."),
    (24, 61, "Vært", "Jeg har besøg af Karen, som har været jobkonsulent i tyve år."),
    (61, 751, "Karen", "Tak. Det er længe siden, jeg har glædet mig så meget til at snakke."),
    (751, 790, "Karen", "Troen på borgeren er ikke noget, man har. Det er noget, man gør."),
    (790, 840, "Vært", "Hvordan gør man det en tirsdag med tolv samtaler i kalenderen?"),
)
LONG_TITLE = (
    "Beskæftigelsesindsatsens virkningsmekanismer: en undersøgelse af tværfagligt samarbejde "
    "mellem jobcenter, psykiatri og arbejdsgivere i 14 kommuner fra 2019 til 2025"
)
EVIDENCE = (Evidence("title", "Troen på borgeren"), Evidence("body", "troen på borgeren", 3))

DRAFTS: dict[str, tuple[Draft, ...]] = {
    "samtalen": (
        Draft(
            "Troen på borgeren – hvad er det, der virker?",
            link="https://podcast.example.org/afsnit/12",
            summary="Karen har været jobkonsulent i tyve år. Hun fortæller, hvad der sker i "
            "samtalen, når man begynder med det, borgeren drømmer om.\n\nMed øvelser, du kan "
            "prøve i morgen.",
            people=(Person("Karen Holm", "guest"), Person("Mads Bjerre", "host")),
            date=When("2026-02-17T06:00:00+01:00"),
            enclosures=(Enclosure("https://lyd.example.org/12.mp3", "audio/mpeg", 30_000_000),),
            duration=2530,
            season=2,
            episode=12,
            chapters=(Chapter(0, "Velkommen"), Chapter(751, "Tro er noget, man gør")),
        ),
        Draft(
            "Job først: et besøg hos et IPS-team",
            link="https://podcast.example.org/afsnit/11",
            summary="Vi følger et IPS-team i psykiatrien en hel dag.",
            date=When("2026-01-20"),
            enclosures=(Enclosure("https://lyd.example.org/11.mp3", "audio/mpeg"),),
            duration=4330,
        ),
    ),
    "rapporter": (
        Draft(
            LONG_TITLE,
            link="https://rapporter.example.org/2024/virkning.pdf",
            summary="Rapporten følger 1.200 borgere over fem år og viser, at tidlig kontakt med "
            "en arbejdsgiver gør mere end både kurser og opkvalificering.",
            people=(Person("Astrid Lund", "author"), Person("Ø. Ågård")),
            date=When("2024-03"),
            form="report",
        ),
        Draft("Unge, job og uddannelse", date=When("2023"), form="article"),
        Draft("", link="javascript:alert(1)", summary="En post uden titel og dato."),
    ),
    "nyt": (
        Draft(
            "Nyt om job, uge 8: Ny pulje til virksomhedspraktik",
            link="https://nyt.example.org/uge-8",
            summary="Puljen åbner 1. april. Plus: tre kommuner, der har knækket koden.",
            date=When("2026-02-20"),
        ),
    ),
    "links": (
        Draft(
            "What works? Individual placement and support in ten countries",
            link="https://links.example.org/ips",
            summary="Secret summary that only the publisher may show.",
            date=When("2025-11-03"),
            language="en",
            form="report",
        ),
    ),
    "aabent": (
        Draft(
            "Håndbog i den gode samtale",
            link="https://aabent.example.org/haandbog",
            summary="Femten greb til samtalen på jobcentret.",
            body="Første kapitel handler om at lytte.\n\n" + "Lyt, og spørg så igen. " * 80,
            date=When("2025-06-01"),
            form="tool",
        ),
    ),
}
ABOUT: dict[str, tuple[Assignment, ...]] = {
    "samtalen-0": (
        Assignment("troen-paa-borgeren", "about", EVIDENCE),
        Assignment("unge", "mentions", (Evidence("body", "unge"),)),
    ),
    "samtalen-1": (Assignment("ips", "about", (Evidence("summary", "IPS"),)),),
    "rapporter-1": (Assignment("unge", "about", (Evidence("title", "Unge"),)),),
    "links-0": (Assignment("ips", "about", (Evidence("source", "links"),)),),
}


def item_id(source: str, number: int) -> str:
    """The id of the nth draft of a source, shaped like real ones."""
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    digest = hashlib.sha256(f"{source}-{number}".encode()).digest()
    return "".join(letters[byte % 32] for byte in digest[:12])


def fill(store: Store, drafts: dict[str, tuple[Draft, ...]] = DRAFTS, feeds: str = FEEDS) -> None:
    """Put the collection into `store`, as a crawl and a judge would have left it."""
    config = parse_config(feeds)
    store.configs.accept(feeds, config.digest, NOW)
    store.sources.apply(config.sources, NOW)
    for source, entries in drafts.items():
        state = SourceState(source, last_visit=NOW, last_success=NOW, due=NOW)
        store.visits.record(Visit(source, NOW, "ok", new=len(entries)), state, _listed(source))
        for number in range(len(entries)):
            themes = ABOUT.get(f"{source}-{number}", ())
            store.themes.assign(item_id(source, number), themes, visible=True)
    if drafts is DRAFTS:
        _read_transcript(store, item_id("samtalen", 0))


def _listed(source: str, drafts: dict[str, tuple[Draft, ...]] | None = None) -> list[Proposal]:
    entries = (drafts or DRAFTS)[source]
    return [
        Proposal(
            id=item_id(source, number),
            entry=f"entry-{number}",
            digest=f"digest-{number}",
            keys=(f"{source}:{number}",),
            draft=draft,
            language=draft.language or "da",
        )
        for number, draft in enumerate(entries)
    ]


def record(store: Store, source: str, *drafts: Draft, at: datetime = NOW) -> list[str]:
    """Put more items into a source, visible; gives their ids."""
    proposals = _listed(source, {source: drafts})
    state = SourceState(source, last_visit=at, last_success=at)
    first = 1000 + store.items.count(source=source)
    proposals = [
        Proposal(
            item_id(source, number), f"more-{number}", p.digest, (f"{source}:m{number}",),
            p.draft, p.language,
        )
        for number, p in enumerate(proposals, first)
    ]  # fmt: skip
    store.visits.record(Visit(source, at, "ok", new=len(drafts)), state, proposals)
    for proposal in proposals:
        store.themes.assign(proposal.id, (), visible=True)
    return [proposal.id for proposal in proposals]


def taken_out(store: Store) -> str:
    """Put one more item in and take it out again: a tombstone is left; its id."""
    (item,) = record(store, "links", Draft("Det, der blev fjernet igen"))
    store.items.remove(item, "Forfatteren bad om det.", NOW)
    return item


def trouble(store: Store, source: str) -> None:
    """Make the last visit to a source a failed one."""
    said = Trouble("timeout", (("host", "nyt.example.org"), ("seconds", "30")))
    state = SourceState(
        source, failures=2, trouble=said, last_visit=NOW,
        last_success=NOW - timedelta(days=9), due=NOW + timedelta(hours=4),
    )  # fmt: skip
    store.visits.record(Visit(source, NOW, "failed", trouble=said), state, ())


def _read_transcript(store: Store, item: str) -> None:
    store.readings.queue(item, NewReading("transcript", "https://lyd.example.org/12.vtt"))
    passages = tuple(
        Passage(text, float(start), float(end), speaker=speaker)
        for start, end, speaker, text in TRANSCRIPT
    )
    for task in store.readings.claim(1, NOW):
        store.readings.record(task, Read(passages=passages, extractor="test 1"), NOW)
