"""Schemathesis asks the site as it is served whatever its document allows, and what it doesn't."""

import subprocess
import sys
from pathlib import Path

import pytest

SEED = 20260302  # the same questions each time
EXAMPLES = 12  # questions per address and way of asking


@pytest.mark.parametrize("language", ["", "en/"])
def test_answers_are_as_the_document_says(home: str, language: str, tmp_path: Path) -> None:
    document = f"{home}{language}api/v1/openapi.json"
    asking = [f"--url={home}{language}api/v1", f"--seed={SEED}", f"--max-examples={EXAMPLES}"]
    telling = ["--checks=all", "--continue-on-failure", "--warnings=off", "--no-color"]
    told = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", document, *asking, *telling],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "8 selected / 8 total" in told.stdout
