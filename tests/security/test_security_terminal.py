"""Nothing from outside steers the terminal of whoever asks for it, or ends a command."""

import json

import pytest

from hub.cli.output import print_json, say, warn

HOSTILE = "Rapport\x1b]0;ejet\x07\x1b[2J\x9b31m\u202etxet\ud800 – æøå\n\tnæste linje"


@pytest.mark.parametrize("show", [say, warn])
def test_words(show: type, capsys: pytest.CaptureFixture[str]) -> None:
    show(HOSTILE)
    told = "".join(capsys.readouterr())
    told.encode()
    assert not set(told) & set("\x1b\x07\x9b\u202e\ud800")
    assert told.startswith("Rapport")
    assert told.endswith(" – æøå\n\tnæste linje\n")


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"title": HOSTILE})
    told = capsys.readouterr().out
    told.encode()
    assert "\x1b" not in told
    assert json.loads(told)["title"].startswith("Rapport\x1b]")
