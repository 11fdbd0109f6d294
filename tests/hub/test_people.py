"""Which appearances are one person."""

from hub.naming import person_slug
from hub.people import Appearance, individuals


def seen(item: str, name: str, *sources: str, beside: tuple[str, ...] = ()) -> Appearance:
    others = frozenset(person_slug(other) for other in beside)
    return Appearance(item, "episode", name, person_slug(name), "guest", frozenset(sources), others)


def items(*appearances: Appearance) -> list[set[str]]:
    """The items of each person, those with most first."""
    return [set(person.items) for person in individuals(appearances)]


def test_one_name_in_one_source_is_one_person() -> None:
    assert items(seen("1", "Karen Holm", "a"), seen("2", "Holm, Karen", "a")) == [{"1", "2"}]


def test_one_name_in_two_sources_may_be_two_people() -> None:
    assert items(seen("1", "Karen Holm", "a"), seen("2", "Karen Holm", "b")) == [{"1"}, {"2"}]


def test_a_work_that_is_in_both_sources_connects_them() -> None:
    connecting = seen("3", "Karen Holm", "a", "b")
    two = (seen("1", "Karen Holm", "a"), seen("2", "Karen Holm", "b"))
    assert items(*two, connecting) == items(connecting, *two) == [{"1", "2", "3"}]


def test_somebody_beside_them_connects_them() -> None:
    def with_beside(other: str) -> list[set[str]]:
        one = seen("1", "Karen Holm", "a", beside=(other,))
        return items(one, seen("2", "Karen Holm", "b", beside=(other, "Ane Ravn")))

    assert with_beside("Bo Ek") == [{"1", "2"}]
    assert with_beside("B. Ek") == [{"1"}, {"2"}]  # initials are too many people's
    assert with_beside("DR") == [{"1"}, {"2"}]


def test_a_shorter_form_joins_the_only_one_it_can_be() -> None:
    short = seen("2", "Karen Holm", "a")
    assert items(seen("1", "Karen Marie Holm", "a"), short) == [{"1", "2"}]
    assert items(seen("1", "Karen Marie Holm", "b"), short) == [{"2"}, {"1"}]
    two = (seen("1", "Karen Marie Holm", "a"), seen("3", "Karen Birthe Holm", "a"))
    assert items(*two, short) == [{"3"}, {"1"}, {"2"}]


def test_initials_need_somebody_beside_them() -> None:
    full = seen("1", "Karen Holm", "a", beside=("Bo Ek",))
    assert items(full, seen("2", "Holm, K.", "a")) == [{"1"}, {"2"}]
    assert items(full, seen("2", "Holm, K.", "b", beside=("Bo Ek",))) == [{"1", "2"}]
    assert items(full, seen("2", "Holm, P.", "a", beside=("Bo Ek",))) == [{"1"}, {"2"}]


def test_two_in_one_work_are_two() -> None:
    both = (seen("1", "Karen Marie Holm", "a"), seen("1", "Karen Holm", "a"))
    assert len(individuals(both)) == 2


def test_what_is_told_of_a_person() -> None:
    (karen,) = individuals(
        (
            seen("3", "Holm, Karen", "a", "b"),
            seen("2", "lektor Karen M. Holm", "a"),
            seen("1", "Karen Holm", "a"),
        )
    )
    assert (karen.name, karen.slug) == ("Karen Holm", "karen-holm")
    assert karen.slugs == {"karen-holm", "karen-m-holm"}
    assert (karen.items, karen.roles) == (("3", "2", "1"), ("guest",))
    assert (karen.sources, karen.kinds) == ((("a", 3), ("b", 1)), (("episode", 3),))
    assert (karen.anchor("karen-holm"), karen.anchor("karen-m-holm")) == ("a", "a")
    assert karen.anchor("nobody") == ""


def test_anchors_tell_people_of_one_name_apart() -> None:
    names = [seen(str(n), "Karen Holm", *sources) for n, sources in enumerate(("ab", "cd", "e"))]
    people = individuals(names)
    assert {person.anchor("karen-holm") for person in people} == {"a", "c", "e"}


def test_nobody() -> None:
    assert individuals(()) == ()
