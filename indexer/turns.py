"""Whose turn it is: sources claimed one handful after the other, as there is room for them."""

from collections import deque
from collections.abc import Iterable, Iterator

from hub.model import Source, Trouble
from hub.visiting import Visit
from indexer.tools import Tools

_A_HANDFUL = 8  # one write claims so many; who is claimed waits for no more than these


class Turns:
    """Hands out each of `sources` that can be claimed, in order."""

    def __init__(self, sources: Iterable[Source], tools: Tools, *, due_only: bool) -> None:
        self._left = deque(sources)
        self._claimed: deque[Source] = deque()
        self._passed: list[Visit] = []
        self._tools = tools
        self._due_only = due_only

    async def next(self) -> Source | None:
        """The next source to visit, or None when all have had their turn. Raises StoreError."""
        while not self._claimed and self._left:
            await self._claim(
                [self._left.popleft() for _ in range(min(_A_HANDFUL, len(self._left)))]
            )
        return self._claimed.popleft() if self._claimed else None

    def passed_over(self) -> Iterator[Visit]:
        """Sources that came to be skipped since this was last asked."""
        passed, self._passed = self._passed, []
        return iter(passed)

    async def _claim(self, handful: list[Source]) -> None:
        on = [source for source in handful if source.enabled]
        tools, names = self._tools, [source.id for source in on]
        claim = tools.store.sources.claim
        got = await tools.threads.write(
            claim, tools.owner, names, tools.now(), due_only=self._due_only
        )
        self._claimed += (source for source in on if source.id in got)
        for source in handful:
            if not source.enabled:
                self._skip(source, "disabled")
            elif source.id not in got and not self._due_only:
                self._skip(source, "under-way")

    def _skip(self, source: Source, why: str) -> None:
        self._passed.append(Visit(source.id, self._tools.now(), "skipped", trouble=Trouble(why)))
