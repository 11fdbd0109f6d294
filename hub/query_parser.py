"""Lexemes to a tree, with a stack of its own instead of recursion: no text is too deep for it.

Precedence: IKKE, then OG or just side by side, then ELLER. An operator with nothing to work on is
read as the word it also is; brackets without their mate are passed over.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hub.query_fields import UnknownValueError, field_named, within, years
from hub.query_lexer import Complaint, Lexeme, read_as_word
from hub.query_tree import Leaf, joined, negated
from hub.search import All, Any, Node, Phrase, Prefix, Word

DEEPEST = 10
_SHORT = 3  # letters of a prefix that very many words begin with
_EARLIEST, _LATEST = 1500, 2200  # years, where a range is open


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree (None: not a single word), whether it holds operators, and what was odd."""

    node: Node | None
    strict: bool
    complaints: tuple[Complaint, ...]


@dataclass(slots=True)
class _Group:
    """One pair of brackets, or the whole: choices parted by ELLER, each of parts side by side."""

    at: int = 0
    before: list[Lexeme] = field(default_factory=list)  # not, minus, field: wait for their part
    operator: Lexeme | None = None  # and, or: waits for its right side
    choices: list[list[Node]] = field(default_factory=lambda: [[]])

    def node(self) -> Node | None:
        """What the group has come to."""
        parts = [joined(All, parts) for parts in self.choices if parts]
        return joined(Any, parts) if parts else None


class Parser:
    """Reads one query; `most_words` is how many words it takes, the rest is left out.

    With `weighed`, what costs an engine much takes the room of several words (`_weight`).
    """

    def __init__(self, most_words: int, *, weighed: bool = False) -> None:
        self._left = most_words
        self._weighed = weighed
        self._full = False
        self._stack = [_Group()]
        self._ignored = 0  # opening brackets deeper than DEEPEST
        self._strict = False
        self._complaints: list[Complaint] = []

    def parse(self, lexemes: Iterable[Lexeme | Complaint]) -> Parsed:
        """The tree of all `lexemes`."""
        for lexeme in lexemes:
            if isinstance(lexeme, Complaint):
                self._complaints.append(lexeme)
            else:
                self._take(lexeme)
            if self._full:
                break
        if len(self._stack) > 1 and not self._full:
            self._complain("unmatched-bracket", self._stack[-1].at, "(")
        while len(self._stack) > 1:
            self._close()
        self._let_go()
        return Parsed(self._stack[0].node(), self._strict, tuple(self._complaints))

    def _take(self, lexeme: Lexeme) -> None:
        group = self._stack[-1]
        match lexeme.kind:
            case "leaf" if lexeme.leaf is not None:
                self._leaf(lexeme.leaf, lexeme.at)
            case "open":
                self._open(lexeme)
            case "close":
                self._close_typed(lexeme)
            case "and" | "or" | "not" if group.before and group.before[-1].kind != "not":
                self._leaf(read_as_word(lexeme), lexeme.at)  # titel:OG, -OG
            case "and" | "or":
                self._operator(lexeme)
            case "blank":
                group.before = [waiting for waiting in group.before if waiting.kind == "not"]
            case _:
                group.before.append(lexeme)

    def _leaf(self, leaf: Leaf, at: int) -> None:
        """Take a leaf in, as far as there is room for its words."""
        words = leaf.words if isinstance(leaf, Phrase) else ("",)
        if self._left < len(words):
            self._full = True
            self._complain("too-long", at, "")
            if not self._left or not isinstance(leaf, Phrase):
                return
            leaf = Phrase(words[: self._left])
        self._left = max(0, self._left - len(words) - (_weight(leaf) if self._weighed else 0))
        self._strict = self._strict or (isinstance(leaf, Word) and leaf.exact)
        self._operand(leaf)

    def _operand(self, node: Node) -> None:
        """Put `node` where it belongs, with what stands before it."""
        group = self._stack[-1]
        before, group.before = group.before, []
        for waiting in reversed(before):
            node = self._applied(waiting, node)
        if group.operator is not None:
            self._strict = True
            if group.operator.kind == "or":
                group.choices.append([])
            group.operator = None
        group.choices[-1].append(node)

    def _applied(self, waiting: Lexeme, node: Node) -> Node:
        if waiting.kind == "minus":
            return negated(node)
        self._strict = True
        if waiting.kind == "not":
            return negated(node)
        try:
            return within(field_named(waiting.text) or waiting.text, node)
        except UnknownValueError as error:
            self._complain("unknown-value", waiting.at, f"{waiting.text}:{error}")
            return node

    def _operator(self, lexeme: Lexeme) -> None:
        """An AND or OR: it waits for its right side, if it has a left one."""
        self._let_go(only_before=True)
        group = self._stack[-1]
        if group.operator is None and group.choices[-1]:
            group.operator = lexeme
        else:
            self._dangling(lexeme)

    def _let_go(self, *, only_before: bool = False) -> None:
        """Read operators that got nothing to work on as words; nothing more once it is full."""
        group = self._stack[-1]
        before, group.before = group.before, []
        operator = None if only_before else group.operator
        if operator is not None:
            group.operator = None
            self._dangling(operator)
        for waiting in before:
            if waiting.kind == "not":
                self._dangling(waiting)

    def _dangling(self, lexeme: Lexeme) -> None:
        if not self._full:
            self._complain("dangling", lexeme.at, lexeme.text)
            self._leaf(read_as_word(lexeme), lexeme.at)

    def _open(self, lexeme: Lexeme) -> None:
        if len(self._stack) > DEEPEST:
            self._complain("too-deep", lexeme.at, "(")
            self._ignored += 1
        else:
            self._stack.append(_Group(lexeme.at))

    def _close_typed(self, lexeme: Lexeme) -> None:
        """A closing bracket that was typed, with or without its mate."""
        if self._ignored:
            self._ignored -= 1
        elif len(self._stack) > 1:
            self._close()
        else:
            self._complain("unmatched-bracket", lexeme.at, ")")

    def _close(self) -> None:
        """End the innermost group; one without a word takes what stands before it along."""
        self._let_go()
        node = self._stack.pop().node()
        if node is None:
            self._stack[-1].before = []
        else:
            self._strict = True
            self._operand(node)

    def _complain(self, code: str, at: int, text: str) -> None:
        self._complaints.append(Complaint(code, at, text))


def _weight(leaf: Leaf) -> int:
    """The room that a leaf takes beside its words: so many words cost an engine about as much."""
    match leaf:
        case Prefix(text):
            return 12 if len(text) <= _SHORT else 3
        case Phrase((*_, last)) if last.endswith("*"):
            return 32 if len(last) <= _SHORT + 1 else 6
        case Phrase():
            return 2
        case Word(text):
            first, end = years(text) or (0, 0)
            return ((end or _LATEST) - (first or _EARLIEST)) // 16 if first != end else 0
