"""What can be heard of an item, and the moments in it that can be pointed at."""

from dataclasses import dataclass

from hub.model import Item
from web.listening.chapters import bites_of, chapters_of
from web.listening.player import Player, player_of
from web.listening.spots import Anchors, Spot, spots_of
from web.listening.transcript import around_the_marked, unheard
from web.site import Here

_LATEST = 360_000  # seconds; nothing goes on for a hundred hours


@dataclass(frozen=True, slots=True)
class Listening:
    """The sound of an item, its chapters and what is said in it. `bites` are stretches that its
    makers recommend; `by_machine`, that a machine has written down what is said; `kept_back`, that
    what is said is only searched.
    """

    player: Player | None = None
    chapters: tuple[Spot, ...] = ()
    transcript: tuple[Spot, ...] = ()
    bites: tuple[Spot, ...] = ()
    by_machine: bool = False
    kept_back: bool = False


def asked_second(asked: str) -> int | None:
    """The second that ``?t=`` asks for; None without one, or where it makes no sense."""
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 6:
        return None
    return int(asked) if int(asked) < _LATEST else None


def listening(here: Here, item: Item, second: int | None, *, whole: bool = True) -> Listening:
    """What can be heard of `item`, standing ready at `second`. The id of the moment asked for is
    on exactly one thing: the passage, else the chapter, else the player.

    Unless the `whole` text may be shown, what a machine of ours has written down is shown around
    the moment asked for alone (decision 13).
    """
    by_machine = item.heard == "machine"
    said = [passage for passage in item.passages if passage.page is None]
    spoken = [passage for passage in said if passage.start is not None]
    anchors = Anchors(second)
    transcript = tuple(spots_of(here, item, spoken, anchors))
    if item.kind == "episode" and not spoken:
        transcript = tuple(unheard(said))
    kept_back = by_machine and not whole and bool(transcript)
    if kept_back:
        transcript = around_the_marked(transcript)
    chapters = tuple(chapters_of(here, item, anchors))
    return Listening(
        player=player_of(here, item, second, anchors),
        chapters=chapters,
        transcript=transcript,
        bites=tuple(bites_of(here, item)),
        by_machine=by_machine,
        kept_back=kept_back,
    )
