"""Every item is judged once, and again when what it is judged by has changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.config import Config, parse_config
from hub.errors import EngineError
from hub.store import Store, open_store
from hub.visiting import Progress
from indexer.judging import judge_pending
from tests.plain_words import PlainWords
from tests.storing import NOON, a_proposal, record

FEEDS = """
hub:
  title: Prøve
  contact: mailto:os@example.dk
  field: job OR praktik
themes:
  - id: ips
    title: IPS
    about: Job først
    match: {rule}
sources:
  - id: kilde
    title: Kilde
    kind: podcast
    via: feed
    url: https://kilde.example.dk/rss
{more}
"""


def config(rule: str = "ips", *more: str) -> Config:
    return parse_config(FEEDS.format(rule=rule, more="\n".join(f"    {line}" for line in more)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply(config().sources, NOON)
        record(opened, a_proposal("1", title="Om IPS og job"), a_proposal("2", title="Om vejret"))
        yield opened


def themes(store: Store) -> dict[str, tuple[list[str], bool]]:
    items = store.items.many(["id-1", "id-2"])
    return {i: ([a.theme for a in item.themes], item.visible) for i, item in items.items()}


def judge(store: Store, folder: Path, by: Config, version: str = "plain-1") -> int:
    return judge_pending(store, by, PlainWords(version), folder / "index")


def test_items_get_themes_and_are_shown(store: Store, tmp_path: Path) -> None:
    told: list[Progress] = []
    done = judge_pending(store, config(), PlainWords(), tmp_path / "index", progress=told.append)
    assert done == 2
    assert themes(store) == {"id-1": (["ips"], True), "id-2": ([], True)}
    assert [(one.phase, one.done, one.total) for one in told] == [("judge", 2, 2)]


def test_nothing_is_judged_twice(store: Store, tmp_path: Path) -> None:
    judge(store, tmp_path, config())
    assert judge(store, tmp_path, config()) == 0
    record(store, a_proposal("3", title="Mere IPS"))
    assert judge(store, tmp_path, config()) == 1


@pytest.mark.parametrize(
    ("by", "version"),
    [
        (config("vejret"), "plain-1"),
        (config("ips", "themes: [ips]"), "plain-1"),
        (config("ips", "only: field"), "plain-1"),
        (config(), "plain-2"),
    ],
    ids=["rule", "themes of a source", "only", "analysis"],
)
def test_all_is_judged_again_by_other_rules(
    store: Store, tmp_path: Path, by: Config, version: str
) -> None:
    judge(store, tmp_path, config())
    assert judge(store, tmp_path, by, version) == 2
    assert judge(store, tmp_path, by, version) == 0


def test_what_a_broad_source_has_beside_the_field_is_not_shown(
    store: Store, tmp_path: Path
) -> None:
    judge(store, tmp_path, config("ips", "only: field"))
    assert themes(store) == {"id-1": (["ips"], True), "id-2": ([], False)}


def test_only_what_changed_is_pending_for_an_index(store: Store, tmp_path: Path) -> None:
    judge(store, tmp_path, config())
    store.pending.register("index")
    store.pending.settle("index", store.pending.next("index", 10))
    judge(store, tmp_path, config("vejret"))
    assert {one.item for one in store.pending.next("index", 10)} == {"id-1", "id-2"}
    store.pending.settle("index", store.pending.next("index", 10))
    judge(store, tmp_path, config("vejr*"))
    assert store.pending.count("index") <= 1


def test_a_folder_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way")
    with pytest.raises(EngineError, match="judged-by"):
        judge(store, tmp_path, config())


def test_an_item_with_several_places_is_shown_if_one_of_them_shows_it(
    store: Store, tmp_path: Path
) -> None:
    """A broad source keeps it out by `only: field`; the other doesn't, and has a theme."""
    other = ["", "  - id: anden", "    title: Anden", "    kind: podcast", "    via: feed"]
    more = ["    url: https://anden.example.dk/rss", "    themes: [ips]"]
    both = config("ips", "only: field")
    two = parse_config(FEEDS.format(rule="ips", more="\n".join(["    only: field", *other, *more])))
    judge(store, tmp_path, both)
    assert themes(store)["id-2"] == ([], False)
    store.sources.apply(two.sources, NOON)
    known_by = ("link:kilde.example.dk/2",)
    record(store, a_proposal("2", *known_by, digest="ny", title="Om vejret"))
    record(store, a_proposal("x", *known_by, title="Om vejret"), source="anden")
    judge(store, tmp_path, two)
    assert themes(store)["id-2"] == (["ips"], True)
