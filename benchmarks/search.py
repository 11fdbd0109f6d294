"""How fast questions are answered: ids against ids, whole first pages against whole first pages."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.by_turns import Answered, Asking, opened, passes
from benchmarks.mix import APART, Asked, load_mix
from benchmarks.rows import Row, Target, p95, timed
from benchmarks.sides import ALL, present
from benchmarks.sizes import Sizes

GROUP = "Search"
WARM = "hverdag"  # in no query of the mix
WHOOSH, TANTIVY = "hub on Whoosh", "hub on Tantivy"
READER, FTS5 = "lemon24/reader", "SQLite FTS5"
_FILTERS = "filters and facets"  # lemon24/reader knows none
_FIRST_PAGE = {TANTIVY: Target(15), WHOOSH: Target(120)}

Times = Mapping[str, Mapping[str, list[float]]]  # seconds, by kind of query and side


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Rows by kind of query and side, then what the targets are about."""
    mix = load_mix(sizes.queries)
    with opened(present(ALL), root) as sides:
        opening = {side.name: open_up(side, mix[0]) for side in sides}
        first = _by_kind(_asked(1, sides, "page", mix))
        pages = _by_kind(_asked(sizes.passes, sides, "page", mix))
        ids = _by_kind(_asked(sizes.passes, sides, "ids", mix))
        ours = [side for side in sides if side.name in (WHOOSH, TANTIVY)]
        suggested = passes(sizes.passes, ours, "suggest", _typed(mix))
    return [
        *_grid(f"{GROUP}: whole first page", pages),
        *_grid(f"{GROUP}: ids only", ids),
        *_suggestions(suggested),
        *_targets(pages, first, ids),
        *(
            Row(GROUP, f"the very first question of a process, {name}", 1000 * seconds, "ms")
            for name, seconds in opening.items()
            if name in (WHOOSH, TANTIVY)
        ),
    ]


def open_up(side: Asking, like: Asked) -> float:
    """Seconds of the very first question; what is opened for ids and suggestions is open, too."""
    warm = Asked(like.kind, WARM, like.filters)
    first = side.ask("page", warm).seconds
    side.ask("ids", warm)
    side.ask("suggest", WARM)
    return first


def _asked(
    many: int, sides: Sequence[Asking], what: Any, mix: Sequence[Asked]
) -> dict[str, list[tuple[Asked, Answered]]]:
    """What each side can answer."""
    plain = [one for one in mix if one.kind != _FILTERS]
    filtered = [one for one in mix if one.kind == _FILTERS]
    answered = passes(many, sides, what, plain)
    able = [side for side in sides if side.name != READER]
    for name, more in passes(many, able, what, filtered).items():
        answered[name] += more
    return answered


def _by_kind(answered: Mapping[str, list[tuple[Asked, Answered]]]) -> Times:
    times: dict[str, dict[str, list[float]]] = {}
    for name, answers in answered.items():
        for asked, answer in answers:
            times.setdefault(asked.kind, {}).setdefault(name, []).append(answer.seconds)
    return times


def _typed(mix: Sequence[Asked]) -> list[str]:
    """What somebody has typed who is about to ask: two thirds of a short query."""
    short = [one.text for one in mix if one.kind in ("one word", "two words")]
    return [text[: max(3, len(text) * 2 // 3)] for text in short]


# --- rows ----------------------------------------------------------------------------------------


def _grid(group: str, times: Times) -> list[Row]:
    kinds = dict.fromkeys(one.kind for one in load_mix(1) if one.kind in times)
    rows = [timed(group, kind, times[kind][side], side) for kind in kinds for side in times[kind]]
    mixed = _mixed(times)
    return rows + [timed(group, "the mix", mixed[side], side) for side in mixed]


def _suggestions(answered: Mapping[str, list[tuple[Any, Answered]]]) -> list[Row]:
    rows = []
    for name, answers in answered.items():
        if any(answer.hits for _, answer in answers):
            seconds = [answer.seconds for _, answer in answers]
            rows.append(timed(f"{GROUP}: suggestions", "while typing", seconds, name))
        else:
            print(f"NOT MEASURED: {name} suggests nothing")
    return rows


def _mixed(times: Times, without: Sequence[str] = APART) -> dict[str, list[float]]:
    """Seconds by side, of the mix without what is reported apart."""
    mixed: dict[str, list[float]] = {}
    for kind in times:
        if kind not in without:
            for side, seconds in times[kind].items():
                mixed.setdefault(side, []).extend(seconds)
    return mixed


def _targets(pages: Times, first: Times, ids: Times) -> list[Row]:
    return [
        *_first_pages("first page, the mix, p95", pages),
        *_first_pages("the same, each asked for the first time", first),
        *_beside("first page", pages, TANTIVY, FTS5),
        *_beside("first page", pages, TANTIVY, READER),
        *_beside("first page", pages, WHOOSH, READER),
        *_beside("ids only", ids, TANTIVY, FTS5),
    ]


def _first_pages(what: str, times: Times) -> list[Row]:
    mixed = _mixed(times)
    return [
        Row(GROUP, f"{what}, {side}", p95(mixed[side]), "ms", target)
        for side, target in _FIRST_PAGE.items()
        if side in mixed
    ]


def _beside(what: str, times: Times, one: str, other: str) -> list[Row]:
    """By how much `one` takes longer than `other`, over what both can answer."""
    mixed = _mixed(times, (*APART, *((_FILTERS,) if other == READER else ())))
    if one not in mixed or other not in mixed:
        return []
    return [
        Row(
            GROUP,
            f"{what}, {one} by {other}, {name}",
            measure_of(mixed[one]) / measure_of(mixed[other]),
            "times",
            Target(1),
        )
        for name, measure_of in _MEASURES.items()
    ]


def _median(seconds: Sequence[float]) -> float:
    return sorted(seconds)[len(seconds) // 2]


_MEASURES: Mapping[str, Callable[[Sequence[float]], float]] = {"median": _median, "p95": p95}
