"""Sound for tests: silence, from a server that serves parts of it and from one that can't."""

import io
import wave
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

SECONDS = 120
PARTS, WHOLE, MISSING = "/parts.wav", "/whole.wav", "/missing.wav"
_RATE = 8_000


def silence(seconds: int = SECONDS) -> bytes:
    """A WAV file of nothing, one byte a sample."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 1, _RATE, 0, "NONE", ""))
        file.writeframes(bytes([128]) * _RATE * seconds)
    return written.getvalue()


def sound_routes(folder: Path) -> list[Route]:
    """The same sound twice: served in parts (RFC 9110, 14), and only as a whole."""
    path = folder / "silence.wav"
    path.write_bytes(silence())

    def parts(request: Request) -> Response:
        return FileResponse(path, media_type="audio/wav")

    def whole(request: Request) -> Response:
        return Response(path.read_bytes(), media_type="audio/wav")

    return [Route(PARTS, parts), Route(WHOLE, whole)]
