"""The page that shows every component: nothing that pages are built of is left out."""

import re
from pathlib import Path

import pytest

import web
from tests.web.visiting import Visitor, faults_of
from web.pages.style import COLOURS, ICONS, SPACES

TEMPLATES = Path(web.__file__).parent / "templates"
TOKENS = Path(web.__file__).parent / "static" / "styles" / "tokens.css"
SHARED = ("parts.html", "narrowing.html", "following.html", "icons.html")
PAGE = (TEMPLATES / "style.html").read_text(encoding="utf-8")


def macros(name: str) -> list[str]:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return re.findall(r"\{%-? macro (\w+)\(", text)


def called(text: str) -> set[str]:
    return set(re.findall(r"\{\{-? ?(\w+)\(", text))


@pytest.mark.parametrize("template", SHARED)
def test_every_macro_is_shown(template: str) -> None:
    assert macros(template)
    within = (TEMPLATES / template).read_text(encoding="utf-8")
    shown = called(PAGE) | called(within)  # some are only ever parts of others
    assert [name for name in macros(template) if name not in shown] == []


def test_every_icon_is_shown() -> None:
    drawn = re.findall(r'name == "(\w+)"', (TEMPLATES / "icons.html").read_text(encoding="utf-8"))
    assert sorted(ICONS) == sorted(drawn)


def test_every_colour_and_step_is_shown() -> None:
    tokens = TOKENS.read_text(encoding="utf-8").partition("@media")[0]
    colours = set(re.findall(r"--([\w-]+): #", tokens))
    assert colours - set(COLOURS) == {"on-accent"}  # it has no ground of its own
    assert set(re.findall(r"--(s\d): ", tokens)) == set(SPACES)


@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_it_is_sound_and_for_those_who_build(visitor: Visitor, prefix: str) -> None:
    seen = await visitor.page(f"{prefix}/style")
    assert (seen.status, faults_of(seen)) == (200, [])
    assert seen.all("//meta[@name='robots']/@content") == ["noindex"]


async def test_every_state_of_a_card_is_there(visitor: Visitor) -> None:
    seen = await visitor.page("/style")
    for name in ("moment", "because", "access", "ended", "cost", "tags", "kind-episode",
                 "kind-publication", "kind-issue"):  # fmt: skip
        assert seen.has_class(name), name
    states = {"well", "seldom", "waiting", "troubled", "past"}
    assert {name for name in states if seen.has_class(f"standing-{name}")} == states
