"""Versions of feeds.yaml, and the worker's progress."""

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


def test_progress_is_one_value(empty: Store) -> None:
    assert empty.progress.get() is None
    empty.progress.set(Progress("crawl", 1, 20, NOON, first=True))
    latest = Progress("read", 3, 9, NOON + HOUR)
    empty.progress.set(latest)
    assert empty.progress.get() == latest
