"""Which of an entry's texts is the summary and which the body, so that none is stored twice."""

from collections.abc import Iterable

_LEAD = 600
_CONTENT_IS_SHORT = 1_000


def summary_and_body(own: str, contents: Iterable[str]) -> tuple[str, str]:
    """The source's own short words, and what goes beyond them.

    `own` is its description or summary; `contents` are further texts. Of two different texts the
    shorter one is the summary. Where there is only a long content, its first paragraphs are.
    """
    others = [text for text in contents if text and _letters(text) != _letters(own)]
    longest = max(others, key=len, default="")
    if not longest:
        return own, ""
    if not own:
        return _lead_and_rest(longest)
    short, long = sorted((own, longest), key=len)
    if f"\n{short}\n" in f"\n{long}\n":  # whole paragraphs of it
        before, _, after = f"\n{long}\n".partition(f"\n{short}\n")
        return short, f"{before.strip()}\n\n{after.strip()}".strip()
    if short != own and _letters(short) in _letters(long):
        return own, ""
    return short, long


def _lead_and_rest(text: str) -> tuple[str, str]:
    """The first paragraphs of a long text, and the rest; a short one is all summary."""
    if len(text) <= _CONTENT_IS_SHORT:
        return text, ""
    for between in ("\n\n", "\n", ". ", " "):
        if (end := text.rfind(between, 0, _LEAD)) > 0:
            return text[: end + len(between)].strip(), text[end + len(between) :].strip()
    return "", text


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
