"""Mails from files: a folder of .eml files, a Maildir, an mbox file. Nothing is ever written."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from urllib.parse import quote

from hub.errors import FetchError
from indexer.mails import LARGEST, MOST_AT_ONCE, Batch, enough

_TAIL = 4_096  # bytes by which an mbox is known again
_LINE = 1_000_000
_FROM = b"From "


@dataclass(frozen=True, slots=True, order=True)
class _File:
    """A mail in a folder. Its name is without the flags of a Maildir, which change."""

    changed: int  # nanoseconds
    name: str
    size: int
    path: Path

    @property
    def mark(self) -> str:
        return f"{self.changed:020d}-{self.name}"


def read_files(path: Path, address: str, since: str, after: str) -> Batch | None:
    """The mails at `path` that are new `since` a position, `after` where the visit has come; None
    where there are none. Raises FetchError.
    """
    try:
        if path.is_file() and path.suffix.lower() != ".eml":
            return _mbox(path, address, since, after)
        if not path.exists():
            raise FetchError("mail-no-files", path=path.name)
        theirs = (path / "cur").is_dir()
        files = sorted(_files([path] if path.is_file() else _folders(path), maildir=theirs))
        return _folder(files, address, since, after, theirs=theirs)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FetchError("mail-unreadable", path=path.name, reason=reason) from error


def _folders(path: Path) -> Sequence[Path]:
    maildir = [folder for name in ("cur", "new") if (folder := path / name).is_dir()]
    return maildir or [path]


def _files(where: Sequence[Path], *, maildir: bool) -> Iterator[_File]:
    for folder in where:
        for path in [folder] if folder.is_file() else folder.iterdir():
            fits = maildir or path.suffix.lower() == ".eml"
            if fits and path.is_file() and not path.name.startswith("."):
                stat = path.stat()
                name = path.name.partition(":2,")[0] if maildir else path.name
                yield _File(stat.st_mtime_ns, name, stat.st_size, path)


def _folder(
    files: Sequence[_File], address: str, since: str, after: str, *, theirs: bool
) -> Batch | None:
    """The next files. A position is the time of the newest file and a digest of all until then,
    so that a file which comes with an older time is seen as well.
    """
    position = _position(files, files[-1].changed) if files else ""
    if after:
        files = [each for each in files if each.mark > after]
    elif since:
        until = int(since.partition(".")[0])
        if _position(files, until) == since:
            files = [each for each in files if each.changed > until]
    if not files:
        return None
    messages: list[bytes] = []
    passed = 0
    for number, each in enumerate(files):
        if enough(messages) or number >= 10 * MOST_AT_ONCE:
            further = f"{address}?after={quote(files[number - 1].mark, safe='')}"
            return Batch(tuple(messages), position, further, passed, theirs=theirs)
        if each.size > LARGEST:
            passed += 1
        else:
            messages.append(_whole(each.path))
    return Batch(tuple(messages), position, "", passed, theirs=theirs)


def _whole(path: Path) -> bytes:
    """A mail; nothing where it was moved or taken away meanwhile."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except FileNotFoundError:
        return b""


def _position(files: Sequence[_File], until: int) -> str:
    known = "\n".join(f"{each.mark} {each.size}" for each in files if each.changed <= until)
    return f"{until}.{hashlib.sha256(known.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


# --- mbox ----------------------------------------------------------------------------------------


def _mbox(path: Path, address: str, since: str, after: str) -> Batch | None:
    """The next mails of an mbox (RFC 4155), from where the known part ends, if that is as it was.

    A position is the length of the file and a digest of its end.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(len(_FROM)) not in (_FROM, b""):
            raise FetchError("mail-no-files", path=path.name)
        begin = int(after) if after else _grown_from(file, since, size)
        if begin >= size:
            return None
        position = _end(file, size)
        messages: list[bytes] = []
        passed = 0
        for message, end in _mails(file, begin, size):
            if len(message) > LARGEST:
                passed += 1
            else:
                messages.append(message)
            if enough(messages) and end < size:
                return Batch(tuple(messages), position, f"{address}?after={end}", passed)
    return Batch(tuple(messages), position, "", passed)


def _grown_from(file: BufferedReader, since: str, size: int) -> int:
    """Where the file goes on after `since`; 0 where what was before is no longer the same."""
    known = int(since.partition(".")[0] or 0)
    if not known or known > size or _end(file, known) != since:
        return 0
    if known < size:
        file.seek(known)
        if file.readline(_LINE).strip() and not _begins(file, known):
            return 0
    return known


def _begins(file: BufferedReader, at: int) -> bool:
    file.seek(at)
    return file.read(len(_FROM)) == _FROM


def _end(file: BufferedReader, size: int) -> str:
    file.seek(max(0, size - _TAIL))
    return f"{size}.{hashlib.sha256(file.read(min(size, _TAIL))).hexdigest()[:16]}"


def _mails(file: BufferedReader, begin: int, size: int) -> Iterator[tuple[bytes, int]]:
    """Each mail with where it ends; of one that is too large only as much as tells so."""
    file.seek(begin)
    at = begin
    lines: list[bytes] = []
    length, blank = 0, True
    while at < size and (line := file.readline(min(_LINE, size - at))):
        if line.startswith(_FROM) and blank and lines:
            yield b"".join(lines), at
            lines, length = [], 0
        at += len(line)
        blank = not line.strip()
        if length <= LARGEST and not (line.startswith(_FROM) and not lines):
            quoted = line.lstrip(b">").startswith(_FROM) and line.startswith(b">")
            lines.append(line[1:] if quoted else line)
            length += len(line)
        elif not lines:
            lines.append(b"")
    if lines:
        yield b"".join(lines), size
