"""A searcher that is opened beside the site, so that the site answers at once."""

import threading
from collections.abc import Callable
from contextlib import suppress

from hub.errors import EngineError, HubError
from hub.search import PAGE_SIZE, Hit, Listed, Moment, Query, Results, Searcher, Suggestion

PATIENCE = 5.0  # seconds that a question waits for the opening


class OpeningSearcher:
    """Implements hub.search.Searcher; the real one is opened by a thread of its own.

    The first time that takes some ten seconds, since the lexicon of Danish words is built. What
    else would keep the first who asks waiting, `prepare` makes then.
    """

    def __init__(
        self, open_: Callable[[], Searcher], prepare: Callable[[], None] = lambda: None
    ) -> None:
        self._open = open_
        self._prepare = prepare
        self._searcher: Searcher | None = None
        self._trouble = "the search is being prepared; it is there in a moment"
        self._done = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._searcher = self._open()
        except HubError as error:
            self._trouble = str(error)
        finally:
            self._done.set()
        if self._searcher is not None:
            with suppress(HubError):  # whoever asks next is told
                self._prepare()

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = PAGE_SIZE,
        upto: str = "",
        explain: bool = False,
    ) -> Results:
        """As the searcher behind it. Raises EngineError while that isn't open."""
        searcher = self._opened()
        return searcher.search(query, offset=offset, limit=limit, upto=upto, explain=explain)

    def listed(self, query: Query, limit: int) -> Listed:
        """As the searcher behind it. Raises EngineError while that isn't open."""
        return self._opened().listed(query, limit)

    def similar(self, item: str, limit: int = 5) -> tuple[Hit, ...]:
        """As the searcher behind it; nothing while that isn't open."""
        return self._searcher.similar(item, limit) if self._searcher else ()

    def within(self, item: str, query: Query, limit: int = 10) -> tuple[Moment, ...]:
        """As the searcher behind it. Raises EngineError while that isn't open."""
        return self._opened().within(item, query, limit)

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """As the searcher behind it; nothing while that isn't open."""
        return self._searcher.suggest(typed, limit) if self._searcher else ()

    def _opened(self) -> Searcher:
        self._done.wait(PATIENCE)
        if self._searcher is None:
            raise EngineError(self._trouble)
        return self._searcher
