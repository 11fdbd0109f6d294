"""Two items made one by hand, and parted again, as an editor does it."""

from pathlib import Path

import pytest

from tests.installation import Installation

FEEDS = """hub:
  title: Prøven
  language: da
  timezone: Europe/Copenhagen
  contact: mailto:redaktion@example.org
sources:
  - id: star
    title: Styrelsen
    kind: publications
    via: picks
    language: da
    items:
      - {url: "http://127.0.0.1:9/rapport", title: Rapport om mentorer, date: 2024-03-01}
  - id: avis
    title: Avisen
    kind: publications
    via: picks
    language: da
    items:
      - {url: "http://127.0.0.2:9/nyt", title: Mentorer virker, date: 2024-03-04}
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Installation:
    installation = Installation(tmp_path_factory.mktemp("hub"), lexicon_folder)
    installation.prepare(FEEDS)
    assert installation.hub("crawl", "--all", "--no-read").code == 0
    return installation


def found(hub: Installation) -> dict[str, str]:
    """Ids of what a search finds, by title."""
    hits = hub.hub("search", "mentor*", "--json").value["hits"]
    return {hit["title"]: hit["id"] for hit in hits}


def test_the_same_and_not_the_same(hub: Installation) -> None:
    ids = found(hub)
    report, news = ids["Rapport om mentorer"], ids["Mentorer virker"]
    done = hub.hub("items", "same", report, news)
    assert done.code == 0, done.err
    (kept,) = found(hub).values()
    gone = news if kept == report else report
    assert f"{gone} is now {kept}" in done.out
    assert "one item already" in hub.hub("items", "same", gone, kept).out
    shown = hub.hub("items", "show", gone)
    assert f"{gone} is now {kept}" in shown.err
    assert "place 1: " in shown.out
    assert "http://127.0.0.2:9/nyt  “Mentorer virker”, 2024-03-04" in shown.out

    assert hub.hub("items", "split", kept, "nowhere").code == 1
    assert "name one by its number:\n  1: " in hub.hub("items", "split", kept, "7").err
    parted = hub.hub("items", "split", kept, "avis" if gone == news else "star")
    assert (parted.code, f"is now {gone}" in parted.out) == (0, True), parted
    assert found(hub) == ids
    again = hub.hub("items", "split", kept, "avis" if gone == news else "star")
    assert (again.code, gone in again.out) == (0, True)
    assert hub.hub("crawl", "--all", "--no-read").code == 0
    assert found(hub) == ids
    assert "one place only" in hub.hub("items", "split", gone, "1").err
    assert hub.hub("items", "same", gone, "ukendt").code == 1
