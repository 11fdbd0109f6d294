"""What of an episode is searched: all that is said, or only what its makers wrote about it."""

from typing import Literal

from hub.model import Item

Searched = Literal["", "sound", "machine", "chapters", "words"]


def searched(item: Item) -> Searched:
    """All that is said as text (`sound`; `machine` where a machine wrote it down), else `chapters`,
    else `words`: title and description alone. Empty for what is not heard.
    """
    if item.kind != "episode":
        return ""
    if item.passages:
        return "machine" if item.heard == "machine" else "sound"
    return "chapters" if item.chapters else "words"
