"""A finished hit out of an item: marked title and stretches, where it is said, what it costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hub.cost import cost_of
from hub.model import Item, Passage, Source
from hub.search import Analyser, Hit, Marked, Moment, Note
from hub.searched import searched
from hub.whole import Whole, whole_of
from indexer.engines.port import FoundWindow
from indexer.searcher.matching_words import Wanted
from indexer.searcher.snippets import Stretch, best_stretch, best_two, mark

# Characters of one text that are read for a snippet where no window was found in it: what is
# longer has windows, so nothing but its beginning is wanted then.
MOST_READ = 4_000

Windows = Mapping[str, Sequence[FoundWindow]]


@dataclass(frozen=True, slots=True)
class HitMaker:
    """Makes hits for one query: the words `wanted`, and `others` that mean them; `windows` are the
    best of each long item.
    """

    analyser: Analyser
    wanted: Sequence[Wanted]
    others: Sequence[Wanted] = ()
    windows: Windows = field(default_factory=dict)

    def hit(
        self, item: Item, source: Source | None, score: float, reasons: tuple[Note, ...] = ()
    ) -> Hit:
        """`item` as a hit; `source` decides what may be shown of its text (decision 13)."""
        title = mark(item.title, self.analyser.tokens(item.title, item.language), self._marked)
        shown = source is None or source.show != "link"
        snippet, moments = self._found_in(item) if shown else (Marked(""), ())
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
            moments=moments,
            moment=moments[0] if moments else None,
            reasons=reasons,
            searched=searched(item),
            expires=item.expires,
        )

    @property
    def _marked(self) -> tuple[Wanted, ...]:
        """The words themselves first, so their places tell them from the others."""
        return (*self.wanted, *self.others)

    def _found_in(self, item: Item) -> tuple[Marked, tuple[Moment, ...]]:
        """The best stretches of summary and text, and where the text says what is looked for."""
        in_summary = self._stretch(item, shorten_to_words(item.summary, MOST_READ))
        summary = replace(in_summary, at=-1)  # before all that stands in the text
        if (
            summary.words.issuperset(range(len(self.wanted)))
            and summary.marked.text
            and not item.passages
        ):
            return summary.marked, ()  # no stretch has more, so the text need not be read
        whole = whole_of(item)
        in_text = list(self._in_text(item, whole))
        stretches = [one for one in (summary, *in_text) if one.marked.text]
        return best_two(stretches), tuple(_moments(whole, in_text))

    def _in_text(self, item: Item, whole: Whole) -> Iterator[Stretch]:
        """The best stretch of each window, best first; of a text without any, of its beginning."""
        found = self.windows.get(item.id, ())
        spans = [(window.start, window.end) for window in found]
        if not spans:
            spans = [(0, len(shorten_to_words(whole.text, MOST_READ)))]
        for start, end in spans:
            yield self._stretch(item, whole.text[start:end], start, len(whole.text))

    def _stretch(self, item: Item, text: str, start: int = 0, whole: int = 0) -> Stretch:
        """The best of a `text` that begins at `start` of a `whole` so long."""
        tokens = self.analyser.tokens(text, item.language)
        found = best_stretch(text, tokens, self._marked)
        marked = found.marked
        if start and not marked.text.startswith("… "):
            marked = Marked("… " + marked.text, tuple((s + 2, e + 2) for s, e in marked.spans))
        if start + len(text) < whole and not marked.text.endswith(" …"):
            marked = Marked(marked.text + " …", marked.spans)
        return Stretch(marked, found.words, start + found.at)


def _moments(whole: Whole, stretches: Sequence[Stretch]) -> Iterator[Moment]:
    """The passages that the stretches with matches are from, none twice."""
    seen: set[int] = set()
    for stretch in stretches:
        passage = whole.passage_at(stretch.at) if stretch.words else None
        if passage is not None and id(passage) not in seen:
            seen.add(id(passage))
            yield moment_of(passage, stretch.marked)


def moment_of(passage: Passage, text: Marked) -> Moment:
    """Where a passage is."""
    return Moment(passage.start, passage.end, passage.page, passage.section, text)


def shorten_to_words(text: str, most: int) -> str:
    """The whole words within the first `most` characters of `text`."""
    if len(text) <= most:
        return text
    cut = max(text.rfind(blank, 0, most) for blank in " \n")
    return text[: cut if cut > 0 else most]
