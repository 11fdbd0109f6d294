"""What of an item its source lets us show (decision 13); pure."""

from dataclasses import replace

from hub.model import Item, Passage, Show


def shown(item: Item, show: Show) -> Item:
    """`item` with no more than may be passed on: all of it (`full`); the source's own words and a
    transcript that is the publisher's (`excerpt`); or what it is, without its words (`link`).
    """
    match show:
        case "full":
            return item
        case "excerpt":
            return replace(item, body="", passages=_said(item))
        case "link":
            return replace(
                item, summary="", body="", passages=(), chapters=(), soundbites=(), enclosures=()
            )


def _said(item: Item) -> tuple[Passage, ...]:
    """What is said in an episode, unless it was a machine of ours that wrote it down."""
    if item.kind != "episode" or item.heard == "machine":
        return ()
    return tuple(passage for passage in item.passages if passage.page is None)
