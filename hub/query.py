"""The one query language: what people type, and the rules of feeds.yaml (decision 4).

Words side by side must all be there; ``"phrases"``, ``-without``, OG ELLER IKKE = AND OR NOT
(only in capitals), brackets, ``prefix*``, ``=ord`` for that very form, and fields in Danish or
English (``titel: person: kilde: udgiver: tema: type: form: år: dato: sprog: adgang: har:
længde: / title: …``). In a tree the part of a field is always one word, prefix or phrase; years are
``2021`` or ``2019..2023``, days ``2024-03..`` (hub.query_dates).
"""

import re
from collections.abc import Iterable, Iterator
from types import UnionType

from hub.errors import QueryError
from hub.query_fields import name_of, value_name
from hub.query_guess import guess_of
from hub.query_lexer import LONGEST_WORD, OPERATORS, Complaint, clean, lex
from hub.query_parser import DEEPEST, Parsed, Parser
from hub.query_pointer import pointer_of, without_wrapping
from hub.query_tree import leaves, matches_emptiness
from hub.search import All, Any, In, Node, Not, Note, Phrase, Prefix, Query, Word

MOST_WORDS = 64
MOST_WORDS_IN_A_RULE = 1_000
_MOST_CHARACTERS = 100_000
_MOST_NOTES = 5
_SHOWN = 60

# A Danish personal identity number: a date as DDMMYY and four digits (decision 16).
_NUMBER = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-–]?\d{4}(?!\d)"
_CPR = re.compile(rf"(?<!\d)(?<!\w[./]){_NUMBER}(?:[./]{_NUMBER})*", re.ASCII)
_SHORT_OF_DAYS = re.compile(r"3002|3102|3104|3106|3109|3111")


# --- what people type --------------------------------------------------------------------------


def parse_query(text: str, *, strict: bool = False, literal: bool = False) -> Query:
    """What was typed, as it was read; every text is fine, and notes tell what was not as written.

    `strict` makes it a query that is never relaxed or repaired whatever it holds (feeds); a
    `literal` one is words and nothing more, neither a pointer nor a guess. What looks like a CPR
    number is in neither the tree nor in `Query.typed`, nor is what a mail wrapped an address in.
    """
    typed = clean(text[:_MOST_CHARACTERS])
    public = without_cpr(typed)
    plain = strict or literal
    pointer = None if plain else pointer_of(public)
    shown = without_wrapping(pointer, public)
    parsed = Parser(MOST_WORDS, weighed=True).parse(lex(shown))
    notes = [Note("cpr")] if public != typed else []
    if len(text) > _MOST_CHARACTERS:
        notes.append(_note(Complaint("too-long", 0, "")))
    if not pointer:
        notes.extend(_notes(parsed, public))
    return Query(
        typed=" ".join(shown.split()),
        node=parsed.node,
        strict=strict or parsed.strict,
        notes=tuple(dict.fromkeys(notes))[:_MOST_NOTES],
        pointer=pointer,
        guess=None if plain or parsed.strict or pointer else guess_of(parsed.node),
        literal=literal,
    )


def holds_cpr(text: str) -> bool:
    """Whether something in `text` looks like a CPR number (decision 16)."""
    typed = clean(text[:_MOST_CHARACTERS])
    return _CPR.sub(_without_dates, typed) != typed


def _notes(parsed: Parsed, public: str) -> Iterator[Note]:
    """What was not read as it was written."""
    if parsed.node is None and public:
        yield Note("no-words")
    yield from (_note(complaint) for complaint in parsed.complaints if complaint.code in _NOTED)


def without_cpr(text: str) -> str:
    """`text` with a blank for all that looks like a CPR number."""
    return _CPR.sub(_without_dates, text)


def _without_dates(found: re.Match[str]) -> str:
    """A blank for what looks like a CPR number; what has an impossible date is none."""
    return found[0] if _SHORT_OF_DAYS.match(found[0]) else " "


_NOTED = {
    "dangling": "read-as-words",
    "bad-prefix": "read-as-words",
    "unknown-field": "unknown-field",
    "unknown-value": "unknown-value",
    "loose-field": "loose-field",
    "unmatched-quote": "unmatched-quote",
    "unmatched-bracket": "unmatched-bracket",
    "too-deep": "too-deep",
    "too-long": "too-long",
    "long-word": "long-word",
}


def _note(complaint: Complaint) -> Note:
    """A complaint as something that ``hub.phrases`` can put in words."""
    code = _NOTED[complaint.code]
    shown = complaint.text[:_SHOWN]
    details: dict[str, tuple[tuple[str, str], ...]] = {
        "read-as-words": (("text", shown),),
        "unknown-field": (("field", shown),),
        "unknown-value": (("text", shown),),
        "loose-field": (("text", shown),),
        "too-deep": (("limit", str(DEEPEST)),),
        "long-word": (("limit", str(LONGEST_WORD)),),
    }
    return Note(code, details.get(code, ()))


# --- rules -------------------------------------------------------------------------------------


def parse_rule(text: str) -> Node:
    """A rule of feeds.yaml (``match:``, ``field:``): the same language, strict, without mercy.

    Raises QueryError that names the character (1-based, of the rule on one line), what stands
    there and what would be right.
    """
    plain = clean(text)
    parsed = Parser(MOST_WORDS_IN_A_RULE).parse(lex(plain))
    for complaint in parsed.complaints:
        raise _fault(plain, complaint.at, _cure(complaint))
    return _checked(plain, parsed)


def _checked(plain: str, parsed: Parsed) -> Node:
    """The tree of a rule, if it can be one. Raises QueryError."""
    if parsed.node is None:
        raise QueryError("the rule is empty: write at least one word that must be there")
    if matches_emptiness(parsed.node):
        raise QueryError(
            "the rule would match everything: write at least one word that must be there"
            " beside what must not"
        )
    for leaf, field in leaves(parsed.node):
        if field == "theme":
            raise QueryError("a rule can't ask for a theme: write the words themselves")
        if isinstance(leaf, Word) and not (field or leaf.exact) and leaf.text.upper() in OPERATORS:
            where = re.search(rf"(?<!\w){re.escape(leaf.text)}(?!\w)", plain)
            at = where.start() if where else 0
            cure = f"“{leaf.text}” is an operator only in capitals ({leaf.text.upper()})"
            raise _fault(plain, at, f"{cure}; as a word it belongs inside a “phrase”")
    return parsed.node


def _cure(complaint: Complaint) -> str:
    """What would be right instead."""
    shown = complaint.text[:_SHOWN]
    name, _, value = shown.partition(":")
    cures = {
        "dangling": f"{shown} needs words on both sides (IKKE/NOT: after it)",
        "bad-prefix": f"in “{shown}” a * may only end a word of at least two letters",
        "unknown-field": f"“{shown}:” is no field; put the words in quotes, or use a field such as"
        " titel: kilde: type: år: sprog:",
        "unknown-value": f"“{value}” is no value of {name}:",
        "loose-field": f"no blank after “{shown}”: write {shown}ord or {shown}(flere ord)",
        "unmatched-quote": "a quote without its mate, or one inside a word",
        "unmatched-bracket": f"“{shown}” without its mate",
        "too-deep": f"brackets may be nested {DEEPEST} deep",
        "too-long": f"a rule may have {MOST_WORDS_IN_A_RULE} words",
        "long-word": f"a word may have {LONGEST_WORD} characters",
        "strange-sign": f"“{shown}” means nothing here; operators are OG ELLER IKKE, AND OR NOT",
    }
    return cures[complaint.code]


def _fault(plain: str, at: int, cure: str) -> QueryError:
    return QueryError(f"at character {at + 1} (“{plain[at : at + 20]}”): {cure}")


# --- printing ----------------------------------------------------------------------------------


def print_query(node: Node | None, language: str = "da") -> str:
    """`node` as canonical text in the words of `language` (da, else English).

    For whatever parse_query gave, ``parse_query(print_query(node)).node == node``.
    """
    return "" if node is None else _printed(node, language)


def _printed(node: Node, language: str) -> str:
    if isinstance(node, Word):
        return f"={node.text}" if node.exact else node.text
    if isinstance(node, Prefix):
        return f"{node.text}*"
    if isinstance(node, Phrase):
        return f'"{" ".join(node.words)}"'
    if isinstance(node, In):
        return f"{name_of(node.field, language)}:{_value(node, language)}"
    if isinstance(node, Not):
        return f"-{_enclosed(node.part, language, All | Any)}"
    if isinstance(node, All):
        return " ".join(_enclosed(part, language, Any) for part in node.parts)
    return _either(node.parts, language)


def _enclosed(node: Node, language: str, kinds: UnionType | type) -> str:
    """`node` printed, in brackets if it is one of `kinds`."""
    text = _printed(node, language)
    return f"({text})" if isinstance(node, kinds) else text


def _value(node: In, language: str) -> str:
    if isinstance(node.part, Word) and not node.part.exact:
        return value_name(node.field, node.part.text, language)
    return _printed(node.part, language)


def _either(parts: Iterable[Node], language: str) -> str:
    """Choices; words side by side are joined by OG, so that nobody has to know what binds."""
    both, either = (" OG ", " ELLER ") if language == "da" else (" AND ", " OR ")
    return either.join(
        both.join(_enclosed(inner, language, Any) for inner in part.parts)
        if isinstance(part, All)
        else _printed(part, language)
        for part in parts
    )
