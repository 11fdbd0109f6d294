"""The search is opened beside the site: who asks meanwhile waits a little, or is told."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.cli.opening import OpeningSearcher
from hub.errors import EngineError, StoreError
from hub.query import parse_query
from hub.store import open_store
from tests.web.plain_searcher import PlainSearcher

LONG = 30  # seconds that an event gets to come
ALL = parse_query("")


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[PlainSearcher]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield PlainSearcher(store)


def test_who_asks_while_it_opens_waits_for_it(plain: PlainSearcher) -> None:
    asked = threading.Event()

    def opened() -> PlainSearcher:
        assert asked.wait(LONG)
        return plain

    searcher = OpeningSearcher(opened)
    assert searcher.suggest("job") == ()
    asked.set()
    assert searcher.search(ALL).total == 0


def test_what_went_wrong_is_told(plain: PlainSearcher) -> None:
    def opened() -> PlainSearcher:
        raise EngineError("the lexicon can't be written")

    with pytest.raises(EngineError, match="the lexicon can't be written"):
        OpeningSearcher(opened).search(ALL)


def test_it_answers_while_the_rest_is_prepared(plain: PlainSearcher) -> None:
    answered, prepared = threading.Event(), threading.Event()

    def prepare() -> None:
        assert answered.wait(LONG)
        prepared.set()
        raise StoreError("whoever asks next is told")

    searcher = OpeningSearcher(lambda: plain, prepare)
    assert searcher.search(ALL).total == 0
    answered.set()
    assert prepared.wait(LONG)
    assert searcher.search(ALL).total == 0
