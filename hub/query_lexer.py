"""What people type, cut into lexemes: words, phrases, brackets, operators, fields.

Total and linear: every text gives lexemes, and what has no letter or digit gives none. Words are
split on blanks and stripped of marks at both ends; the analyser splits them further.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from hub.query_dates import WRITTEN, canonical_days
from hub.query_fields import FIELDS, canonical_years, field_named
from hub.query_tree import Leaf
from hub.search import Phrase, Prefix, Word
from hub.text import one_line

LexemeKind = Literal["leaf", "open", "close", "and", "or", "not", "minus", "field", "blank"]

OPERATORS: dict[str, LexemeKind] = {
    "OG": "and",
    "AND": "and",
    "ELLER": "or",
    "OR": "or",
    "IKKE": "not",
    "NOT": "not",
}
LONGEST_WORD = 500
SHORTEST_PREFIX = 2

_QUOTES = str.maketrans(dict.fromkeys("“”„‟»«″＂", '"'))
_NAMES = "|".join(sorted({name for names in FIELDS.values() for name in names}))
_LEXEME = re.compile(
    rf"""
      (?P<blank>\s+)
    | (?P<phrase>(?<![^\W_])"[^"]*")
    | (?P<open>\() | (?P<close>\))
    | (?P<dashes>--+)
    | (?P<minus>-(?=[^\W_]|["(]|=[^\W_]))
    | (?P<span>(?i:år|aar|year):(?:\d{{4}}(?:\.\.|-)(?:\d{{4}})?|\.\.\d{{4}})
      | (?i:dato|date):{WRITTEN})(?:[^\w\s()"]|_)*(?=[\s()"]|$)
    | (?P<field>(?i:{_NAMES}):(?=[=-]?[^\W_]|-?["(]))
    | (?P<word>=?[^\W_][^\s"()]*)(?:(?<=[a-zæøå])\([a-zæøå]{{1,3}}\)[^\s"()]*)?  # en(e)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
# Written like a field of ours, and not one that everybody writes meaning something else.
_LIKE_A_FIELD = re.compile(r"(?i:(?!(?:doi|isbn|issn|https?|mailto|urn):)([^\W\d_]+)):[^\W_]")
_OPERATOR_SIGNS = frozenset("|&!~^[]{}+*-=:")


class Lexeme(NamedTuple):
    """A piece of a query: `at` is its first character, `text` as typed; leaves have a node.

    A minus or a field belongs to what follows without a blank.
    """

    kind: LexemeKind
    at: int
    text: str
    leaf: Leaf | None = None


class Complaint(NamedTuple):
    """Something that was not read as it was written: a note for people, an error in a rule."""

    code: str
    at: int
    text: str


def clean(text: str) -> str:
    """`text` on one line, normalised, with plain double quotes for every kind of them."""
    return one_line(text).translate(_QUOTES)


def lex(text: str) -> Iterator[Lexeme | Complaint]:
    """The lexemes of a clean `text`, and complaints where they arise."""
    for found in _LEXEME.finditer(text):
        at, piece = found.start(), found[0]
        match found.lastgroup:
            case "blank" | "open" | "close" | "minus":
                yield Lexeme(found.lastgroup, at, piece)
            case "field" if field_named(piece[:-1]):  # not with a letter that only folds to ours
                yield Lexeme("field", at, piece[:-1])
            case "span":
                name, _, span = found["span"].partition(":")
                yield Lexeme("field", at, name)
                yield Lexeme("leaf", at, span, Word(span if _is_span(span) else _core(span)))
            case "phrase":
                yield _phrase(at, piece)
            case "word":
                yield from _word(at, piece, found["word"])
            case _:
                yield from _sign(at, piece)


def _is_span(text: str) -> bool:
    """Whether it is one as a whole, its dots too; an impossible date is only words."""
    return bool(canonical_years(text) or canonical_days(text))


def read_as_word(operator: Lexeme) -> Word:
    """An operator with nothing to work on, as the small word that it also is."""
    return Word(operator.text.lower())


def _phrase(at: int, piece: str) -> Lexeme:
    """What stands between quotes; a phrase without a word is a blank."""
    cores = [(raw, _core(raw)) for raw in piece[1:-1].split()]
    words = [core for _, core in cores if core]
    if not words:
        return Lexeme("blank", at, piece)
    last, core = cores[-1]
    if core and _starred(last, core):
        words[-1] += "*"
    return Lexeme("leaf", at, piece, Phrase(tuple(words)))


def _word(at: int, piece: str, raw: str) -> Iterator[Lexeme | Complaint]:
    """A word, a prefix, an operator, or only a complaint where it is too long to be any."""
    core = _core(raw)
    if raw in OPERATORS:
        yield Lexeme(OPERATORS[raw], at, raw)
    elif not core:
        yield Complaint("long-word", at, piece)
    else:
        yield from _doubts(at, raw, core)
        if _starred(raw, core) and not raw.startswith("="):
            yield Lexeme("leaf", at, piece, Prefix(core))
        else:
            text = core.lower() if core in OPERATORS else core
            yield Lexeme("leaf", at, piece, Word(text, exact=raw.startswith("=")))


def _doubts(at: int, raw: str, core: str) -> Iterator[Complaint]:
    """What somebody may have meant by a word that is read as no more than a word."""
    if field := _LIKE_A_FIELD.match(raw):
        yield Complaint("unknown-field", at, field[1])
    elif raw.endswith(":") and field_named(core):
        yield Complaint("loose-field", at, raw)
    elif "*" in core or (raw.endswith("*") and not _starred(raw, core)):
        yield Complaint("bad-prefix", at, raw)


def _core(raw: str) -> str:
    """`raw` from its first letter or digit to its last; nothing if there is none, or too many."""
    found = _CORE.search(raw)
    return found[0] if found and len(found[0]) <= LONGEST_WORD else ""


def _starred(raw: str, core: str) -> bool:
    """Whether a star follows the word at once, and it has letters enough to be a prefix."""
    return len(core) >= SHORTEST_PREFIX and "*" not in core and f"{core}*" in raw


def _sign(at: int, sign: str) -> Iterator[Complaint]:
    if sign == '"':
        yield Complaint("unmatched-quote", at, sign)
    elif sign in _OPERATOR_SIGNS:
        yield Complaint("strange-sign", at, sign)
