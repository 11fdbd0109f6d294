"""The colours can be told apart by everybody (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

import web
from web.assets import STYLES

STYLES_FOLDER = Path(web.__file__).parent / "static" / "styles"
BASE = (STYLES_FOLDER / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w+);", block))
    for block in re.findall(r":root \{(.*?)\}", BASE, re.DOTALL)[:2]  # the third is for paper
)
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "soft", "accent") for ground in
      ("ground", "surface", "raised", "wash")),
    ("ink", "hit", TEXT),
    ("accent-deep", "wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("edge", "surface", SHAPE),
    ("edge", "ground", SHAPE),
    ("well", "surface", SHAPE),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG defines it."""
    digits = colour.lstrip("#")
    full = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(colours: dict[str, str], ink: str, ground: str, least: float) -> None:
    assert contrast(colours[ink], colours[ground]) >= least


def test_both_schemes_have_every_colour() -> None:
    assert set(LIGHT) == set(DARK)


SHARED = (
    "elements", "frame", "heads", "search_box", "controls", "cards", "panels", "themes", "home",
    "search", "sources", "about", "gallery",
)  # fmt: skip


@pytest.mark.parametrize("name", SHARED)
def test_components_hold_no_measures_of_their_own(name: str) -> None:
    """Widths of windows, which no custom property may stand for, are all that is left."""
    text = (STYLES_FOLDER / f"{name}.css").read_text(encoding="utf-8")
    rules = re.sub(r"@media [^{]+", "", text)
    assert re.findall(r"(?<![\w.-])\d*\.?\d+(?:rem|px)\b|#[0-9a-fA-F]{3,8}\b", rules) == []


def test_every_token_that_is_named_is_chosen() -> None:
    chosen, named = set(re.findall(r"--([\w-]+):", BASE)), set[str]()
    for path in STYLES_FOLDER.iterdir():
        text = path.read_text(encoding="utf-8")
        chosen |= set(re.findall(r"--([\w-]+):", text))
        named |= set(re.findall(r"var\(--([\w-]+)", text))
    assert named - chosen == set()
    assert chosen - named == set()  # none is left over


def test_every_file_of_styles_is_sent() -> None:
    there = {path.stem for path in STYLES_FOLDER.iterdir()}
    assert there == set(STYLES)
