"""Versions of feeds.yaml, and the worker's progress."""

from concurrent.futures import ThreadPoolExecutor

from hub.store import Store, StoredConfig
from hub.visiting import Progress
from tests.storing import HOUR, NOON


def test_the_last_good_version_holds(empty: Store) -> None:
    assert empty.configs.latest() is None
    assert empty.configs.accept("hub: {title: Æ}\n", "one", NOON)
    assert not empty.configs.accept("hub: {title: Æ}\n", "one", NOON + HOUR)
    assert empty.configs.latest() == StoredConfig("hub: {title: Æ}\n", "one", NOON)
    assert empty.configs.accept("two", "two", NOON + HOUR)
    assert empty.configs.accept("hub: {title: Æ}\n", "one", NOON + 2 * HOUR)
    latest = empty.configs.latest()
    assert latest is not None
    assert latest.at == NOON + 2 * HOUR


def test_trouble_stays_until_the_file_is_good_again(empty: Store) -> None:
    assert empty.configs.trouble() is None
    empty.configs.accept("good", "good", NOON)
    empty.configs.report("line 3: to mend\nline 4, too", NOON)
    assert empty.configs.trouble() == "line 3: to mend\nline 4, too"
    assert not empty.configs.accept("good", "good", NOON)
    assert empty.configs.trouble() is None
    empty.configs.report("again", NOON)
    empty.configs.report(None, NOON)
    assert empty.configs.trouble() is None


GOOD = "hub: {title: HUB, contact: 'mailto:a@example.org'}\nthemes: []\nsources: []\n"


def test_what_is_in_effect_is_parsed_once_for_each_change(empty: Store) -> None:
    assert empty.configs.in_effect() is None
    empty.configs.accept(GOOD, "one", NOON)
    first = empty.configs.in_effect()
    assert first is not None
    assert first.hub.title == "HUB"
    assert empty.configs.in_effect() is first
    empty.configs.accept(GOOD.replace("HUB", "Nyt"), "two", NOON + HOUR)
    second = empty.configs.in_effect()
    assert second is not None
    assert second.hub.title == "Nyt"


def test_what_cannot_be_parsed_leaves_the_version_before_in_effect(empty: Store) -> None:
    empty.configs.accept("written: by a newer hub", "none", NOON)
    assert empty.configs.in_effect() is None
    empty.configs.accept(GOOD, "one", NOON)
    first = empty.configs.in_effect()
    empty.configs.accept("written: by a newer hub", "two", NOON + HOUR)
    assert empty.configs.in_effect() is first


def test_many_threads_get_one_and_the_same(empty: Store) -> None:
    empty.configs.accept(GOOD, "one", NOON)
    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda _: empty.configs.in_effect(), range(32)))
    assert got[0] is not None
    assert all(one is got[0] for one in got)


def test_progress_is_one_value(empty: Store) -> None:
    assert empty.progress.get() is None
    empty.progress.set(Progress("crawl", 1, 20, NOON, first=True))
    latest = Progress("read", 3, 9, NOON + HOUR)
    empty.progress.set(latest)
    assert empty.progress.get() == latest
