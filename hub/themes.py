"""Which themes an item is about or mentions, and whether it is shown at all (decision 9); pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from hub.item_words import PARTS, ItemWords
from hub.matching import Match, Rule, compile_rule
from hub.model import UNLISTED, Assignment, Evidence, Item, Source, Theme
from hub.query import parse_rule
from hub.search import Analyser, ItemTokens

ENOUGH_TIMES = 3  # in a body …
WORDS_PER_TIME = 1_000  # … and at least once in as many words
MOST_EVIDENCE = 8
_CODE = 2  # raise it when a change of code makes other judgements


@dataclass(frozen=True, slots=True)
class Rules:
    """Every theme's rule and the field's gate, compiled.

    `version` changes whenever a rule, the analyser or the judging changes: then judge again.
    """

    themes: tuple[tuple[str, Rule], ...]
    gate: Rule | None
    version: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """An item's themes, those it is about first, and whether the hub shows it."""

    assignments: tuple[Assignment, ...]
    visible: bool


def compile_rules(themes: Sequence[Theme], field: str | None, analyser: Analyser) -> Rules:
    """The rules of `themes` and the gate rule of the field. Raises QueryError."""
    written = repr((_CODE, analyser.version, field, [(theme.id, theme.match) for theme in themes]))
    return Rules(
        tuple((theme.id, compile_rule(parse_rule(theme.match), analyser)) for theme in themes),
        compile_rule(parse_rule(field), analyser) if field else None,
        hashlib.sha256(written.encode()).hexdigest()[:16],
    )


def judge(item: Item, tokens: ItemTokens, rules: Rules, source: Source | None) -> Judgement:
    """The themes of `item` by `rules`, then its source's own, and whether it is visible.

    A source with ``only: field`` shows what passes the gate and is about a theme by rule. An
    advert has no themes: nobody who wants to know about one wants it in the list.
    """
    words = ItemWords(item, tokens)
    found = [(theme, match) for theme, rule in rules.themes if (match := rule.look(words))]
    found.sort(key=lambda pair: _rank(pair[1]))
    strong = {theme: match for theme, match in found if is_about(match, len(tokens.body))}
    weak = {theme: match for theme, match in found if theme not in strong}
    own = source.themes if source else ()
    said = (Evidence("source", source.title.to("")),) if source else ()
    assignments = (
        *(Assignment(theme, "about", _telling(match)) for theme, match in strong.items()),
        *(
            Assignment(theme, "about", (*_telling(weak.get(theme)), *said))
            for theme in dict.fromkeys(own)
            if theme not in strong
        ),
        *(
            Assignment(theme, "mentions", _telling(match))
            for theme, match in weak.items()
            if theme not in own
        ),
    )
    kept = source is None or not source.only_field or (bool(strong) and _passes(rules.gate, words))
    return Judgement(() if item.form in UNLISTED else assignments, kept)


def is_about(match: Match, body_words: int) -> bool:
    """Whether title, summary or chapter titles match, or the body does, often and densely."""
    often = match.times >= ENOUGH_TIMES and match.times * WORDS_PER_TIME >= body_words
    return match.front or (match.body and often)


def _passes(gate: Rule | None, words: ItemWords) -> bool:
    return gate is None or gate.look(words) is not None


def _rank(match: Match) -> tuple[int, int]:
    """The part that tells most, then how often."""
    parts = [PARTS.index(evidence.where) for evidence in match.evidence]
    return min(parts, default=len(PARTS)), -sum(evidence.count for evidence in match.evidence)


def _telling(match: Match | None) -> tuple[Evidence, ...]:
    """No more evidence than a person reads, what tells most first."""
    evidence = match.evidence if match else ()
    return tuple(sorted(evidence, key=lambda e: (PARTS.index(e.where), -e.count)))[:MOST_EVIDENCE]
