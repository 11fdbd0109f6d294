"""Words to clauses: what has to stand in which stream for a word, a phrase or a field to match.

Every word is analysed as Danish and as English, because a query's language isn't known; the
boosts are LANGUAGE.md's optima, which are flat.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hub.query_fields import years
from hub.search import All, Analyser, Any, In, Node, Not, Phrase, Prefix, Token, Word
from indexer.engines.port import (
    Adjacent,
    Also,
    AtLeast,
    Best,
    Between,
    But,
    Clause,
    Either,
    Every,
    Everything,
    Keys,
    Starts,
    Term,
    Value,
    every,
)
from indexer.searcher.tuning import ALL, Tuning

MAIN = (("title_main", 1.5), ("summary_main", 0.5), ("body_main", 1.0))
WIDE = (("title_wide", 1.2), ("body_wide", 0.8))
EXACT = (("title_exact", 0.5), ("people_exact", 1.0), ("body_exact", 0.3))
FIELDS = {
    "title": ("title_exact", "title_main", "title_wide"),
    "person": ("people_exact",),
}
COMPOUND = 2  # parts
NOTHING = AtLeast(1, ())
EARLIEST, LATEST = 1500, 2200  # years; a range is open only so far


def no_values(_facet: str, _typed: str) -> Sequence[str]:
    """No facet values are known but the one that was typed."""
    return ()


def no_days(_span: str) -> Clause:
    """No day is known."""
    return NOTHING


@dataclass(frozen=True, slots=True)
class ClauseMaker:
    """Turns a query's tree into an engine's clauses.

    `values` finds the values of a facet that what was typed may stand for (a publisher by part of
    its name), `days` makes a clause of a span of days; `only` restricts words to some text fields.
    """

    analyser: Analyser
    values: Callable[[str, str], Sequence[str]] = no_values
    only: tuple[str, ...] = field(default=())
    tuning: Tuning = ALL
    days: Callable[[str], Clause] = no_days

    def clause(self, node: Node) -> Clause:
        """What `node` asks of a document."""
        match node:
            case Word(text, exact):
                return self._word(text, exact=exact)
            case Prefix(text):
                return self._prefix(text)
            case Phrase(words):
                return self._phrase(words)
            case In(name, part):
                return self._in(name, part)
            case Any(parts):
                return Either(tuple(self.clause(part) for part in parts))
            case All(parts):
                return self._all(parts)
            case Not(part):
                return But(Everything(), self.clause(part))

    def _all(self, parts: Sequence[Node]) -> Clause:
        wanted = [self.clause(part) for part in parts if not isinstance(part, Not)]
        clause = every(wanted) if wanted else Everything()
        for part in parts:
            if isinstance(part, Not):
                clause = But(clause, self.clause(part.part))
        return clause

    def _in(self, name: str, part: Node) -> Clause:
        if name in FIELDS:
            return replace(self, only=FIELDS[name]).clause(part)
        if name == "date" and isinstance(part, Word):
            return self.days(part.text)
        values = dict.fromkeys(self._facet_values(name, part))
        return Either(tuple(Value(name, value) for value in values))

    def _facet_values(self, name: str, part: Node) -> list[str]:
        match part:
            case Word(text) | Prefix(text):
                typed = [text]
            case Phrase(words):
                typed = [" ".join(words)]
            case Any(parts) | All(parts):
                return [value for inner in parts for value in self._facet_values(name, inner)]
            case _:
                return []
        if name == "year":
            return [year for text in typed for year in every_year(text)]
        return [value for text in typed for value in (self.values(name, text) or (text,))]

    def _streams(self, streams: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        return [(name, boost) for name, boost in streams if not self.only or name in self.only]

    def _word(self, text: str, *, exact: bool) -> Clause:
        danish = self.analyser.tokens(text, "da")
        english = self.analyser.tokens(text, "en")
        if not danish:
            return NOTHING
        pairs = zip(danish, english, strict=True)
        return every([self._token(da, en, exact=exact) for da, en in pairs])

    def said(self, phrase: str) -> Clause:
        """Another name of something: its words side by side."""
        return self._phrase(phrase.split())

    def together(self, text: str) -> Clause | None:
        """Every part of the compound `text`, in any order and place; None if it is none."""
        tokens = self.analyser.tokens(text, "da")
        keys = [key for token in tokens for key in token.wide[1:]]
        if len(tokens) != 1 or len(keys) < COMPOUND:
            return None
        # Runs of parts are keys too: whoever has the smallest parts has all that is meant.
        smallest = [key for key in keys if not any(o != key and o in key for o in keys)]
        parts = smallest if len(smallest) >= COMPOUND else keys
        return every([self._key(key) for key in parts])

    def _key(self, key: str) -> Clause:
        return Either(tuple(Term(name, key, boost) for name, boost in self._streams(WIDE)))

    def _token(self, danish: Token, english: Token, *, exact: bool) -> Clause:
        clauses: list[Clause] = [
            Term(name, danish.exact, boost) for name, boost in self._streams(EXACT)
        ]
        if self.tuning.lemma and not exact:
            for name, boost in self._streams(MAIN):
                mains = dict.fromkeys((danish.main, english.main))
                clauses += [Term(name, main, boost) for main in mains]
        if self.tuning.wide and not exact:
            for name, boost in self._streams(WIDE):
                clauses += [Term(name, key, boost) for key in danish.wide[:1]]
        return Either(tuple(clauses))

    def _prefix(self, text: str) -> Clause:
        tokens = self.analyser.tokens(text, "da")
        if not tokens:
            return NOTHING
        *before, last = tokens
        streams = self._streams(EXACT)
        begins = Either(tuple(Starts(name, last.exact, boost) for name, boost in streams))
        return every([*(self._word(token.exact, exact=True) for token in before), begins])

    def _phrase(self, words: Sequence[str]) -> Clause:
        text = " ".join(words)
        prefix_last = text.endswith("*")
        danish = self.analyser.tokens(text, "da")
        english = self.analyser.tokens(text, "en")
        if not danish:
            return NOTHING
        if len(danish) == 1 and not prefix_last:
            return self._word(text, exact=False)
        exact = tuple(token.exact for token in danish)
        clauses: list[Clause] = [
            Adjacent(name, exact, prefix_last=prefix_last, boost=boost)
            for name, boost in self._streams(EXACT)
        ]
        if not prefix_last:
            clauses += [
                Adjacent(name, tuple(token.main for token in tokens), boost=boost)
                for name, boost in self._streams(MAIN)
                for tokens in (danish, english)
            ]
        return Either(tuple(clauses))


def scaled(clause: Clause, factor: float) -> Clause:
    """`clause` with every boost in it so many times as high."""
    match clause:
        case Term() | Starts() | Adjacent() | Value() | Keys():
            return replace(clause, boost=clause.boost * factor)
        case Every(clauses) | Either(clauses) | Best(clauses) | AtLeast(_, clauses):
            return replace(clause, clauses=tuple(scaled(one, factor) for one in clauses))
        case But(wanted, without):
            return But(scaled(wanted, factor), without)
        case Also(wanted, bonus):
            return Also(scaled(wanted, factor), scaled(bonus, factor))
        case Between() | Everything():
            return clause


def within(clause: Clause, fields: Sequence[str]) -> Clause:
    """`clause` asked of these text fields only."""
    match clause:
        case Term(name) | Starts(name) | Adjacent(name):
            return clause if name in fields else NOTHING
        case Every(clauses):
            return Every(tuple(within(one, fields) for one in clauses))
        case Either(clauses) | Best(clauses) | AtLeast(_, clauses):
            inner = (within(one, fields) for one in clauses)
            return replace(clause, clauses=tuple(one for one in inner if one != NOTHING))
        case But(wanted, without):
            return But(within(wanted, fields), without)
        case Also(wanted, _):
            return within(wanted, fields)
        case _:
            return clause


def every_year(value: str) -> list[str]:
    """``2021`` or a range such as ``2019..``, as single years; what is no year stays as it is."""
    span = years(value)
    if span is None:
        return [value]
    first, last = span
    low = EARLIEST if first is None else max(first, EARLIEST)
    high = LATEST if last is None else min(last, LATEST)
    return [str(year) for year in range(low, high + 1)]
