"""Whether two tellings are of one work, by what they say of themselves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model import When
from hub.sameness import Work, are_near, contrary, is_telling, plain_title, same_work, title_key

REPORT = Work(
    "Effekter af virksomhedsrettet indsats for unge",
    "publication",
    date=When("2024-03-05"),
    people=("Ida Holm", "Bo Bak"),
    language="da",
)


def verdict(**other: object) -> str:
    changed = replace(REPORT, **other)  # type: ignore[arg-type]  # any field of Work
    assert same_work(REPORT, changed) == same_work(changed, REPORT)
    return same_work(REPORT, changed)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Podcast: EFFEKTER af virksomhedsrettet – indsats for unge."},
        {"title": "Ny rapport: Effekter af virksomhedsrettet indsats for unge [preprint]"},
        {"date": When("2024-04-10")},
        {"date": When("2024-03-25"), "people": ("Holm, I.",)},
        {"date": When("2024-03-12"), "people": ()},
        {"date": When("2024-03")},
        {"date": When("2024")},
        {"kind": "issue"},
        {"language": ""},
    ],
)
def test_one_work(other: dict[str, object]) -> None:
    assert verdict(**other) == "same"


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Effekter af virksomhedsrettet indsats for unge, del 2"},
        {"title": "Effekter af virksomhedsrettet indsats for unge 2. udgave"},
        {"people": ("Eva Lund",)},
        {"date": When("2024-06-05")},
        {"date": When("2024-03-30"), "people": ()},
        {"date": When("2023")},
        {"kind": "episode"},
        {"form": "course"},
    ],
)
def test_two_works(other: dict[str, object]) -> None:
    assert verdict(**other) == "different"


@pytest.mark.parametrize("other", [{"date": None}, {"language": "en"}])
def test_what_decides_nothing(other: dict[str, object]) -> None:
    assert verdict(**other) == "unsure"


def test_a_title_of_many_needs_people_and_the_day() -> None:
    leader = Work("Leder", "publication", date=When("2024-03-05"), people=("Ida Holm",))
    assert same_work(leader, leader) == "same"
    assert same_work(leader, replace(leader, people=())) == "unsure"
    assert same_work(leader, replace(leader, date=When("2024-03"))) == "unsure"
    assert not is_telling("Nyhedsbrev 3")
    assert is_telling("Troen på borgerens jobchance")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1:5 - Hvem er Bo?", "Hvem er Bo? 2:5", True),
        ("1:5 - Hvem er Bo?", "Hvem er Bo? 1:5", False),
        ("4:4 – Mordet", "Mordet del 4", False),
        ("Mordet", "Mordet del 2", True),
        ("Mordet", "Mordet, del 1", False),
        ("Ledighed i maj 2023", "Ledighed i maj 2024", True),
        ("Job først", "Ny rapport om IPS", False),
        ("Del II", "Del III", True),
    ],
)
def test_numbers_speak_against_a_shared_address(one: str, other: str, *, expected: bool) -> None:
    a, b = Work(one, "episode"), Work(other, "episode")
    assert contrary(a, b) is contrary(b, a) is expected


def test_so_do_episodes_and_strangers_of_another_time() -> None:
    assert contrary(replace(REPORT, episode=1), replace(REPORT, episode=2))
    assert contrary(replace(REPORT, season=1), replace(REPORT, season=2))
    stranger = replace(REPORT, title="Noget helt andet", people=("Eva Lund",))
    assert not contrary(REPORT, stranger)
    assert contrary(REPORT, replace(stranger, date=When("2021-03-05")))


@pytest.mark.parametrize(
    ("one", "other", "days", "expected"),
    [
        ("2024-03-05T23:00:00+01:00", "2024-03-06", 1, True),
        ("2024-03", "2024-03-31", 0, True),
        ("2024-03", "2024-04-01", 99, False),
        ("2024", "2024-12", 0, True),
        ("2024-03-05", "ikke en dato", 9, False),
    ],
)
def test_near_dates(one: str, other: str, days: int, *, expected: bool) -> None:
    assert are_near(When(one), When(other), days) is expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_titles_of_any_kind_have_a_key(one: str, other: str) -> None:
    assert plain_title(plain_title(one)) == plain_title(one) or ":" in one or "-" in one
    assert (title_key(one) == title_key(other)) == (plain_title(one) == plain_title(other))
