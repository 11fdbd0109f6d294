"""An item's tokens and its document."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hub.dates import microseconds
from hub.model import Assignment, Chapter, Item, Passage, Person, Place, When
from hub.search import Token
from hub.whole import whole_of
from indexer.documents import TokenCache, item_tokens, to_document
from tests.plain_words import PlainWords

ZONE = ZoneInfo("Europe/Copenhagen")
SEEN = datetime(2024, 3, 5, 12, tzinfo=UTC)
ITEM = Item(
    id="i1",
    source="kilde",
    kind="episode",
    form="episode",
    title="Troen på jobbet",
    first_seen=SEEN,
    changed=SEEN,
    summary="Et resumé",
    body="En krop",
    people=(Person("Ida Holm", "host"), Person("Bo Lind"), Person("Ida Holm", "author")),
    date=When("2023-12-31T23:30:00+00:00"),
    language="da",
    chapters=(Chapter(0, "Start"), Chapter(60, "Slut")),
    passages=(Passage("sagt først", 0, 10), Passage("sagt sidst", 10, 20)),
    places=(Place("anden", "e", None, SEEN, SEEN),),
    themes=(Assignment("ips", "about"), Assignment("unge", "mentions")),
    visible=True,
)


def counting() -> tuple[PlainWords, list[str]]:
    """An analyser, and the texts it has been asked for."""
    asked: list[str] = []

    class Counting(PlainWords):
        def tokens(self, text: str, language: str) -> Sequence[Token]:
            asked.append(text)
            return super().tokens(text, language)

    return Counting(), asked


def words(tokens: Sequence[Token]) -> list[str]:
    return [token.exact for token in tokens]


def test_tokens_come_from_every_text_of_an_item() -> None:
    tokens = item_tokens(ITEM, PlainWords())
    assert words(tokens.title) == ["troen", "på", "jobbet"]
    assert words(tokens.summary) == ["et", "resumé"]
    assert words(tokens.chapters) == ["start", "slut"]
    assert words(tokens.body) == ["en", "krop", "sagt", "først", "sagt", "sidst"]
    assert words(tokens.people) == ["ida", "holm", "bo", "lind", "ida", "holm"]
    assert tokens.words == 3 + 2 + 2 + 6


def test_offsets_of_the_body_count_in_the_whole_text() -> None:
    last = item_tokens(ITEM, PlainWords()).body[-1]
    assert whole_of(ITEM).text[last.start : last.end] == "sidst"


def test_a_document_has_streams_and_facets() -> None:
    document = to_document(
        ITEM, item_tokens(ITEM, PlainWords()), zone=ZONE, source_publisher="Kilden"
    )
    whole = "et resumé start slut en krop sagt først sagt sidst"
    assert document.text == {
        "title_exact": "troen på jobbet",
        "title_main": "troen på jobbet",
        "title_wide": "troen på jobbet",
        "people_exact": "ida holm bo lind ida holm",
        "summary_main": "et resumé start slut",
        "body_exact": whole,
        "body_main": whole,
        "body_wide": whole,
    }
    assert document.facets == {
        "kind": ("episode",),
        "form": ("episode",),
        "theme": ("ips",),
        "source": ("kilde", "anden"),
        "publisher": ("Kilden",),
        "person": ("Ida Holm", "Bo Lind"),
        "year": ("2024",),
        "language": ("da",),
        "access": ("open",),
        "has": ("transcript",),
    }
    assert document.key == "i1"
    assert document.added == microseconds(SEEN)
    assert document.date == microseconds(datetime(2023, 12, 31, 23, 30, tzinfo=UTC))


def test_an_items_own_publisher_beats_its_sources() -> None:
    item = replace(ITEM, publisher="VIVE", date=None, language="")
    document = to_document(item, item_tokens(item, PlainWords()), zone=ZONE, source_publisher="K")
    assert document.facets["publisher"] == ("VIVE",)
    assert "year" not in document.facets
    assert "language" not in document.facets
    assert document.date is None


def test_an_item_is_analysed_once_until_its_text_changes() -> None:
    analyser, texts = counting()
    cache = TokenCache(analyser)
    first = cache.tokens(ITEM)
    asked = len(texts)
    assert cache.tokens(replace(ITEM, themes=())) is first
    assert len(texts) == asked
    assert words(cache.tokens(replace(ITEM, title="Nyt")).title) == ["nyt"]
    cache.clear()
    assert cache.tokens(ITEM) == first


def test_the_cache_is_bounded_by_words() -> None:
    analyser, texts = counting()
    cache = TokenCache(analyser)
    long = replace(ITEM, id="long", body="ord " * 150_000)
    assert cache.tokens(long).words > 150_000
    asked = len(texts)
    cache.tokens(long)
    assert len(texts) > asked
