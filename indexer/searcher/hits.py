"""A finished hit out of an item: marked title and stretch, the moment it is said, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.cost import cost_of
from hub.model import Item, Passage, Source
from hub.search import Analyser, Hit, Marked, Moment, Note
from hub.searched import searched
from hub.whole import whole_of
from indexer.searcher.matching_words import Wanted
from indexer.searcher.snippets import best_stretch, mark

# Characters of one item that are read for a snippet, three or four hours of talk: a page of hits
# must not take minutes because somebody published very long texts.
MOST_READ = 200_000


@dataclass(frozen=True, slots=True)
class HitMaker:
    """Makes hits for one query."""

    analyser: Analyser
    wanted: Sequence[Wanted]

    def hit(
        self, item: Item, source: Source | None, score: float, reasons: tuple[Note, ...] = ()
    ) -> Hit:
        """`item` as a hit; `source` decides what may be shown of its text (decision 13)."""
        title = mark(item.title, self.analyser.tokens(item.title, item.language), self.wanted)
        shown = source is None or source.show != "link"
        snippet, moment = self._snippet(item) if shown else (Marked(""), None)
        source_title = source.title.to(item.language) if source else item.source
        return Hit(
            id=item.id,
            title=title,
            kind=item.kind,
            form=item.form,
            source=item.source,
            source_title=source_title,
            publisher=item.publisher or source_title,
            url=item.url,
            date=item.date,
            language=item.language,
            score=score,
            themes=item.themes,
            cost=cost_of(item),
            access=item.access,
            snippet=snippet,
            moments=(moment,) if moment else (),
            moment=moment,
            reasons=reasons,
            searched=searched(item),
            expires=item.expires,
        )

    def _snippet(self, item: Item) -> tuple[Marked, Moment | None]:
        """The better of the summary's and the whole text's best stretch; where it is said."""
        text = shorten_to_words(item.summary, MOST_READ)
        tokens = self.analyser.tokens(text, item.language)
        summary, in_summary, _ = best_stretch(text, tokens, self.wanted)
        if summary.text and in_summary == len(self.wanted):
            return summary, None  # no stretch has more, so the whole text need not be analysed
        whole = whole_of(item)
        text = shorten_to_words(whole.text, MOST_READ)
        tokens = self.analyser.tokens(text, item.language)
        body, in_body, offset = best_stretch(text, tokens, self.wanted)
        if in_summary >= in_body and summary.text:
            return summary, None
        passage = whole.passage_at(offset) if in_body else None
        return body, moment_of(passage) if passage else None


def moment_of(passage: Passage) -> Moment:
    """Where a passage is."""
    return Moment(passage.start, passage.end, passage.page, passage.section)


def shorten_to_words(text: str, most: int) -> str:
    """The whole words within the first `most` characters of `text`."""
    if len(text) <= most:
        return text
    cut = max(text.rfind(blank, 0, most) for blank in " \n")
    return text[: cut if cut > 0 else most]
