"""The language of a work by what its own page or file says, and by its words. Pure.

Pages are often made from a template with another language's mark: the mark counts where the words
agree or tell nothing, and loses where they plainly tell otherwise (LANGUAGE.md).
"""

from collections.abc import Callable
from dataclasses import replace

from hub.visiting import Read

_CLEAR = 30  # words: of fewer, what the page states is surer than a vote
_SAME = {"no": "nb", "nn": "nb"}


def agreed(stated: str, text: str, vote: Callable[[str], str]) -> str:
    """The language that a page states, unless `text` is long enough and votes for another one."""
    own = _SAME.get(stated, stated)
    voted = vote(text)
    clear = len(text.split(maxsplit=_CLEAR)) > _CLEAR
    return voted if voted and (clear or not own) else own


def with_language(read: Read, vote: Callable[[str], str]) -> Read:
    """`read` with the language that its words and its own statement come to."""
    if read.told is None:
        return read
    pages = "\n".join(passage.text for passage in (read.passages or ())[:20])
    text = f"{read.told.title}\n{read.told.summary}\n{read.body or pages}"
    language = agreed(read.told.language or "", text, vote)
    return replace(read, told=replace(read.told, language=language or None))
