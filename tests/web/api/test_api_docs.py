"""docs/api.md tells the truth: its examples are asked, and answered as it says."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"```sh\ncurl 'http://127\.0\.0\.1:8000(/[^']+)'\n```\n\n```json\n(.+?)```", TEXT, re.DOTALL
)


def holds(whole: Any, part: Any) -> bool:
    """Whether `part` is `whole` with things left out: keys anywhere, the ends of lists."""
    if isinstance(part, dict):
        return all(name in whole and holds(whole[name], value) for name, value in part.items())
    if isinstance(part, list):
        return len(part) <= len(whole) and all(map(holds, whole, part))
    return bool(whole == part)


def test_every_example_is_run() -> None:
    assert len(EXAMPLES) == TEXT.count("```sh") == TEXT.count("```json")
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize(("path", "told"), EXAMPLES)
def test_an_example_is_answered_as_it_says(home: str, path: str, told: str) -> None:
    assert path.isascii()  # curl sends anything else as it is, which no server takes
    answer = httpx.get(home.rstrip("/") + path)
    assert holds(answer.json(), json.loads(told)), answer.text
