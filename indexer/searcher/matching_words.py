"""Which tokens of a text a query means, for marking and for choosing the stretch to show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hub.search import All, Analyser, Any, In, Node, Not, Phrase, Prefix, Token, Word

TEXT_FIELDS = ("title", "person")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a query, by every form under which a text may have it.

    `names` are other names of it that are several words: lemmas in a row.
    """

    forms: frozenset[str] = frozenset()  # lemmas, keys and English stems
    exact: str = ""
    prefix: str = ""
    names: tuple[tuple[str, ...], ...] = ()

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
    parts = [node]
    if isinstance(node, All):
        telling = [part for part in node.parts if not _is_small(part, analyser)]
        parts = telling or list(node.parts)
    return tuple(dict.fromkeys(word for part in parts for word in _walk(part, analyser)))


def also_wanted(phrases: Iterable[str], analyser: Analyser) -> tuple[Wanted, ...]:
    """Other names of what is looked for: synonyms and bridges."""
    found = (word for phrase in phrases for word in _named(phrase, analyser))
    return tuple(dict.fromkeys(found))


def _named(phrase: str, analyser: Analyser) -> Iterator[Wanted]:
    read = [analyser.tokens(phrase, language) for language in ("da", "en")]
    if len(read[0]) > 1:
        yield Wanted(names=tuple(tuple(token.main for token in tokens) for tokens in read))
    else:
        yield from _forms(phrase, analyser, exact=False)


def _is_small(part: Node, analyser: Analyser) -> bool:
    if not isinstance(part, Word) or part.exact:
        return False
    tokens = analyser.tokens(part.text, "da")
    return all(analyser.is_stop(t.exact) or analyser.is_filler(t.exact) for t in tokens)


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
    only_forms = all(word.forms for word in wanted if not word.names)
    in_names = _in_names(tokens, wanted)
    found: dict[str, int] = {}
    hits = []
    for at, token in enumerate(tokens):
        if at in in_names:
            hits.append((at, in_names[at]))
            continue
        if only_forms and token.main not in forms and forms.isdisjoint(token.wide):
            continue  # most words of a text are no word of the query: told without a call
        which = found.get(token.exact)
        if which is None:
            which = next((n for n, word in enumerate(wanted) if word.matches(token)), -1)
            found[token.exact] = which
        if which >= 0:
            hits.append((at, which))
    return hits


def _in_names(tokens: Sequence[Token], wanted: Sequence[Wanted]) -> dict[int, int]:
    """The tokens that stand in a row as a name does, and whose name that is."""
    names = [(name, which) for which, word in enumerate(wanted) for name in word.names]
    found: dict[int, int] = {}
    for name, which in names:
        first, size = name[0], len(name)
        for at, token in enumerate(tokens):
            if token.main == first and tuple(t.main for t in tokens[at : at + size]) == name:
                found.update(dict.fromkeys(range(at, at + size), which))
    return found
