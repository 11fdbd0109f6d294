"""What can be heard of an item, and the moments in it that can be pointed at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hub.model import Enclosure, Item, Passage
from web.formats import clock
from web.links import safe_link
from web.site import Here

_LATEST = 360_000  # seconds; nothing goes on for a hundred hours
_MOST_UNTIMED = 1_000
_SOUNDS = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".aac", ".flac")


class Player(NamedTuple):
    """Sound from its publisher. `ready` says in words where it stands ready, or is empty."""

    src: str
    type: str
    ready: str
    anchor: str


class Spot(NamedTuple):
    """A moment in the item. `anchor` is its id on the page, or empty; `marked` is the one asked
    for; `speaker` is empty where it is the one who spoke before. What is said at no known moment
    has neither time nor address.
    """

    time: str
    href: str
    text: str
    anchor: str
    marked: bool
    speaker: str = ""


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
    anchors = _Anchors(second)
    transcript = tuple(_passages(here, item, spoken, anchors))
    if item.kind == "episode" and not spoken:
        transcript = tuple(_unheard(said))
    kept_back = by_machine and not whole and bool(transcript)
    if kept_back:
        transcript = _around_the_marked(transcript)
    starts = [(chapter.start, chapter.title) for chapter in item.chapters]
    chapters = tuple(_chapters(here, item, starts, anchors))
    bites = tuple(_bites(here, item))
    player = _player(here, item, second, anchors)
    return Listening(player, chapters, transcript, bites, by_machine, kept_back)


class _Anchors:
    """Hands out each id once; the one asked for to the thing that is asked for."""

    def __init__(self, second: int | None) -> None:
        self.asked = "" if second is None else f"t={second}"
        self.second = second
        self._given: set[str] = set()

    def give(self, start: float, marked: bool) -> str:
        """The id of a thing that begins at `start`."""
        anchor = self.asked if marked else f"t={int(start)}"
        if anchor in self._given or (anchor == self.asked and not marked):
            return ""
        self._given.add(anchor)
        return anchor

    def left(self) -> str:
        """The id asked for if nothing has it yet."""
        return "" if self.asked in self._given else self.asked

    def asked_among(self, starts: Sequence[float]) -> int | None:
        """Which of the things that begin at `starts` holds the second asked for."""
        if self.second is None or self.asked in self._given:
            return None
        before = [n for n, start in enumerate(starts) if int(start) <= self.second]
        return before[-1] if before else None


def _passages(
    here: Here, item: Item, spoken: Sequence[Passage], anchors: _Anchors
) -> Iterable[Spot]:
    starts = [passage.start or 0.0 for passage in spoken]
    asked = anchors.asked_among(starts)
    speaker = ""
    for n, passage in enumerate(spoken):
        said_by = "" if passage.speaker == speaker else passage.speaker
        speaker = passage.speaker
        yield Spot(
            time=clock(starts[n]),
            href=here.links.item(item.id, item.title, starts[n]),
            text=passage.text,
            anchor=anchors.give(starts[n], n == asked),
            marked=n == asked,
            speaker=said_by,
        )


def _unheard(said: Sequence[Passage]) -> Iterable[Spot]:
    """What is said, where no times are known."""
    speaker = ""
    for passage in said[:_MOST_UNTIMED]:
        said_by = "" if passage.speaker == speaker else passage.speaker
        speaker = passage.speaker
        yield Spot("", "", passage.text, "", marked=False, speaker=said_by)


def _around_the_marked(transcript: tuple[Spot, ...]) -> tuple[Spot, ...]:
    at = next((n for n, spot in enumerate(transcript) if spot.marked), None)
    return () if at is None else transcript[max(0, at - 1) : at + 2]


def _bites(here: Here, item: Item) -> Iterable[Spot]:
    for bite in item.soundbites:
        href = here.links.item(item.id, item.title, bite.start)
        yield Spot(clock(bite.start), href, bite.title or item.title, "", marked=False)


def _chapters(
    here: Here, item: Item, chapters: Sequence[tuple[float, str]], anchors: _Anchors
) -> Iterable[Spot]:
    asked = anchors.asked_among([start for start, _ in chapters])
    for n, (start, title) in enumerate(chapters):
        href = here.links.item(item.id, item.title, start)
        anchor = anchors.give(start, marked=True) if n == asked else ""
        yield Spot(clock(start), href, title, anchor, n == asked)


def _player(here: Here, item: Item, second: int | None, anchors: _Anchors) -> Player | None:
    sound = next((sound for sound in item.enclosures if _is_sound(sound)), None)
    src = safe_link(sound.url) if sound else None
    if src is None or sound is None:
        return None
    _ = here.texts.gettext
    if second is None:
        return Player(src, sound.type, "", "")
    # A media fragment (W3C Media Fragments 1.0, 4.2.1): the browser starts there by itself.
    ready = _("Klar til at spille fra %(time)s") % {"time": clock(second)}
    return Player(f"{src.partition('#')[0]}#t={second}", sound.type, ready, anchors.left())


def _is_sound(enclosure: Enclosure) -> bool:
    path = enclosure.url.partition("?")[0].lower()
    return enclosure.type.lower().startswith("audio/") or (
        not enclosure.type and path.endswith(_SOUNDS)
    )
