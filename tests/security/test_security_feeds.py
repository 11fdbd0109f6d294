"""One entry of a feed can't fill the store, whatever it has a hundred thousand of."""

import json

import pytest

from hub.model import Draft, Localised, Source
from indexer.answer import Answer
from indexer.readers import read_listing
from indexer.readers.media import MOST_FILES

SOURCE = Source("x", Localised((("", "X"),)), "podcast", "feed", url="https://x.dk/rss")
RSS = (
    '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    ' xmlns:psc="http://podlove.org/simple-chapters" xmlns:media="http://search.yahoo.com/mrss/">'
    "<channel><title>X</title><item><title>Afsnit</title>{}</item></channel></rss>"
)
MANY = 1_200


def read(body: str) -> Draft:
    (draft,) = read_listing(SOURCE, Answer("https://x.dk/rss", body.encode())).drafts
    return draft


def rss(element: str) -> Draft:
    return read(RSS.format("".join(element.format(n) for n in range(MANY))))


def test_enclosures() -> None:
    assert len(rss('<enclosure url="/{}.mp3" type="audio/mpeg"/>').enclosures) == MOST_FILES
    assert len(rss('<media:content url="/{}.mp3" type="audio/mpeg"/>').enclosures) == MOST_FILES


def test_attachments() -> None:
    item = {"id": "1", "title": "Afsnit"}
    files = [{"url": f"/{n}.mp3", "mime_type": "audio/mpeg"} for n in range(MANY)]
    version = "https://jsonfeed.org/version/1.1"
    feed = {"version": version, "title": "X", "items": [{**item, "attachments": files}]}
    assert len(read(json.dumps(feed)).enclosures) == MOST_FILES


def test_transcripts_chapters_and_people() -> None:
    transcripts = rss('<podcast:transcript url="/{}.vtt" type="text/vtt"/>').transcripts
    assert len(transcripts) == MOST_FILES
    assert transcripts[0].url == "https://x.dk/0.vtt"
    assert len(rss("<podcast:person>Person {}</podcast:person>").people) == 50
    chapter = '<psc:chapter start="{}" title="K"/>'
    chapters = "".join(chapter.format(n) for n in range(MANY))
    assert len(read(RSS.format(f"<psc:chapters>{chapters}</psc:chapters>")).chapters) == 1_000


def test_a_type_is_short() -> None:
    long = "audio/" + "x" * 100_000
    draft = rss(f'<enclosure url="/{{}}.mp3" type="{long[:1000]}"/>')
    assert max(len(each.type) for each in draft.enclosures) <= 100
    (said,) = read(
        RSS.format(f'<podcast:transcript url="/t" type="{long}" language="{long}"/>')
    ).transcripts
    assert (len(said.type), len(said.language)) == (100, 50)


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY a0 "ha">{ENTITIES}',
        '<!ENTITY a9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY a9 "">',
    ],
    ids=["a billion laughs", "a file of ours", "an address of theirs"],
)
def test_entities_of_their_own_stay_closed(declared: str) -> None:
    for element in ("&a9;", "<podcast:person>&a9;</podcast:person>"):
        body = f"<!DOCTYPE rss [{declared}]>" + RSS.format(f"<description>{element}</description>")
        draft = read(body)
        assert len(repr(draft)) < 2_000
        assert "root:" not in repr(draft)
