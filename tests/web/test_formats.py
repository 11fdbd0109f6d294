"""Values in words, in both languages."""

from zoneinfo import ZoneInfo

import pytest

from hub.search import Cost
from web.formats import Formats, clock
from web.texts import load_texts

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DANISH, ENGLISH = (Formats(load_texts()[code], COPENHAGEN) for code in ("da", "en"))


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (751.9, "12:31"), (3599, "59:59"), (3723, "1:02:03")]
)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("cost", "danish", "english"),
    [
        (Cost(), "", ""),
        (Cost(seconds=6), "6 sek.", "6 sec"),
        (Cost(seconds=59), "59 sek.", "59 sec"),
        (Cost(seconds=60), "1 min.", "1 min"),
        (Cost(seconds=2530), "42 min.", "42 min"),
        (Cost(seconds=3600), "1 t.", "1 h"),
        (Cost(seconds=4330), "1 t. 12 min.", "1 h 12 min"),
        (Cost(pages=1), "1 side", "1 page"),
        (Cost(pages=1048), "1.048 sider", "1,048 pages"),
        (Cost(words=1200), "ca. 6 min. læsning", "about 6 min to read"),
        (Cost(pages=48, words=12_000), "48 sider", "48 pages"),
    ],
)
def test_what_it_costs(cost: Cost, danish: str, english: str) -> None:
    assert (DANISH.cost(cost), ENGLISH.cost(cost)) == (danish, english)


def test_languages_have_names() -> None:
    assert (DANISH.language("en"), ENGLISH.language("da")) == ("engelsk", "Danish")
    assert DANISH.language("qqx") == "qqx"
