"""Which tokens of a text a query means, for marking and for choosing the stretch to show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.search import All, Analyser, Any, In, Node, Not, Phrase, Prefix, Token, Word
from indexer.searcher.relaxing import required

TEXT_FIELDS = ("title", "person")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a query, by every form under which a text may have it."""

    forms: frozenset[str] = frozenset()  # lemmas, keys and English stems
    exact: str = ""
    prefix: str = ""

    def matches(self, token: Token) -> bool:
        """Whether `token` is this word, one of its forms, or a compound that has it as a part."""
        if self.prefix:
            return token.exact.startswith(self.prefix)
        if self.exact:
            return token.exact == self.exact
        return token.main in self.forms or not self.forms.isdisjoint(token.wide)


def wanted_of(node: Node | None, analyser: Analyser) -> tuple[Wanted, ...]:
    """The words that `node` wants found, none twice.

    Not those under a NOT or in a facet, nor small words beside others, which tell nothing.
    """
    if node is None:
        return ()
    parts = required(node, analyser) if isinstance(node, All) else (node,)
    return tuple(dict.fromkeys(word for part in parts for word in _walk(part, analyser)))


def _walk(node: Node, analyser: Analyser) -> Iterator[Wanted]:
    match node:
        case Word(text, exact):
            yield from _forms(text, analyser, exact=exact)
        case Prefix(text):
            yield from (Wanted(prefix=token.exact) for token in analyser.tokens(text, "da")[-1:])
        case Phrase(words):
            parts = [Prefix(w[:-1]) if w.endswith("*") else Word(w) for w in words]
            yield from _walk(All(tuple(parts)), analyser)
        case In(name, part) if name in TEXT_FIELDS:
            yield from _walk(part, analyser)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _walk(part, analyser)
        case Not() | In():
            return


def _forms(text: str, analyser: Analyser, *, exact: bool) -> Iterator[Wanted]:
    danish = analyser.tokens(text, "da")
    english = analyser.tokens(text, "en")
    for da, en in zip(danish, english, strict=True):
        if exact:
            yield Wanted(exact=da.exact)
        else:
            yield Wanted(forms=frozenset((da.main, en.main, *da.wide[:1])))


def matched(tokens: Sequence[Token], wanted: Sequence[Wanted]) -> list[tuple[int, int]]:
    """(position in `tokens`, position in `wanted`) of every token that is wanted, in order."""
    forms = frozenset[str]().union(*(word.forms for word in wanted))
    only_forms = all(word.forms for word in wanted)
    found: dict[str, int] = {}
    hits = []
    for at, token in enumerate(tokens):
        if only_forms and token.main not in forms and forms.isdisjoint(token.wide):
            continue  # most words of a text are no word of the query: told without a call
        which = found.get(token.exact)
        if which is None:
            which = next((n for n, word in enumerate(wanted) if word.matches(token)), -1)
            found[token.exact] = which
        if which >= 0:
            hits.append((at, which))
    return hits
