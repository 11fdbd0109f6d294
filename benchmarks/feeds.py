"""Generated drafts as RSS 2.0 files, the way publishers write them."""

from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from benchmarks.collection import write_drafts
from benchmarks.places import FEEDS
from benchmarks.rows import Row
from benchmarks.sizes import Sizes
from benchmarks.texts import Writer
from hub.model import Draft

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>'
)


def write_feeds(root: Path, sizes: Sizes) -> list[Row]:
    """A file per source; its number is that of the source. Nothing is measured."""
    folder = root / FEEDS
    folder.mkdir()
    writer = Writer.open(root, seed=2)
    for number in range(sizes.sources):
        drafts = write_drafts(writer, number, sizes.entries, sizes.words)
        about = f"<title>Kilde {number}</title><link>https://kilde-{number:04}.example.org/</link>"
        body = "\n".join(map(_item, drafts))
        about += f"<description>{writer.text(12)}</description>"
        text = f"{HEAD}{about}\n{body}\n</channel></rss>"
        (folder / f"{number:04}.xml").write_text(text, "utf-8")
    return []


def _item(draft: Draft) -> str:
    date = format_datetime(datetime.fromisoformat(draft.date.iso)) if draft.date else ""
    people = "".join(f"<dc:creator>{escape(one.name)}</dc:creator>" for one in draft.people)
    return (
        f"<item><title>{escape(draft.title)}</title><link>{draft.link}</link>"
        f'<guid isPermaLink="false">{draft.guid}</guid><pubDate>{date}</pubDate>{people}'
        f"<description>{escape(f'<p>{draft.summary}</p>')}</description>"
        f"<content:encoded><![CDATA[<p>{draft.body}</p>]]></content:encoded>{_media(draft)}</item>"
    )


def _media(draft: Draft) -> str:
    return "".join(
        f"<enclosure url={quoteattr(one.url)} length={quoteattr(str(one.length))}"
        f" type={quoteattr(one.type)}/><itunes:duration>{draft.duration}</itunes:duration>"
        for one in draft.enclosures
    )
