"""What is said in an episode, put in by hand or heard by a machine.

For shows that publish no transcript; what is put in stays, whatever the show publishes later.
"""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.items import Id, found_item
from hub.cli.output import counted, say
from hub.cli.transcribing import make
from hub.errors import HubError, ReadError
from hub.model import Passage
from hub.phrases import in_words
from hub.visiting import Read
from indexer.answer import Answer
from indexer.extract.transcript import VERSION, read_transcript
from indexer.extract.transcript_kinds import kind_of

_LARGEST = 20_000_000  # bytes


def add(
    context: typer.Context,
    item_id: Id,
    file: Annotated[Path, typer.Argument(help="A .vtt, .srt, .json, .html, .docx or .txt file.")],
) -> None:
    """Store what is said in an item, in place of what it had, and index it."""
    passages = _passages(file)
    with open_hub(context.obj) as hub:
        item = found_item(hub, item_id)
        read = Read(passages=passages, extractor=f"{VERSION} by hand", heard="hand")
        hub.store.readings.put(item.id, "transcript", read, hub.now())
        hub.judge()
        hub.index.sync()
    times = "with" if passages[0].start is not None else "without"
    say(f"{item.title}: {counted(len(passages), 'passage')} {times} times.")


def _passages(file: Path) -> tuple[Passage, ...]:
    """What is in the file. Raises HubError with what is wrong with it."""
    if kind_of("", file.name) is None:
        raise HubError(f"{file.name} can't be read; save it as .docx or .txt (plain text, UTF-8)")
    try:
        if file.stat().st_size > _LARGEST:
            raise HubError(
                f"{file.name} is larger than {_LARGEST // 1_000_000} MB: no transcript is"
            )
        body = file.read_bytes()
    except OSError as error:
        raise HubError(f"{file} can't be read: {error.strerror}") from error
    try:
        return read_transcript(Answer(file.name, body), url=file.name)
    except ReadError as error:
        raise HubError(f"{file.name}: {in_words(error.trouble, 'en')}") from error


COMMANDS = {"add": add, "make": make}
