"""The word lists hold together."""

from indexer.analysis.tokens import fold
from indexer.analysis.wordlists import load_word_lists


def test_every_word_is_as_tokens_are() -> None:
    lists = load_word_lists()
    for words in (
        lists.overrides,
        lists.key_families,
        lists.agents,
        lists.no_split,
        lists.particles,
        lists.no_left,
        lists.no_right,
        lists.short_left,
        lists.short_right,
        lists.extra_left,
        lists.stop_da,
        lists.stop_en,
        lists.stop_sv,
        lists.stop_nb,
        lists.stop_other,
        lists.distinct_da,
        lists.filler,
    ):
        assert words
        assert [word for word in words if fold(word) != word] == []


def test_short_words_are_short() -> None:
    lists = load_word_lists()
    assert [w for w in lists.short_left | lists.short_right if len(w) > 3] == []


def test_languages_are_told_apart_by_words_of_their_own() -> None:
    lists = load_word_lists()
    assert not lists.stop_sv & (lists.stop_da | lists.stop_nb | lists.stop_en)
    assert not lists.stop_nb & (lists.stop_da | lists.stop_en)
    assert not lists.stop_other & (lists.stop_da | lists.stop_en | lists.stop_sv | lists.stop_nb)
    assert not lists.distinct_da & (lists.stop_sv | lists.stop_nb | lists.stop_en)


def test_no_word_is_both_small_and_filler() -> None:
    lists = load_word_lists()
    assert not lists.filler & (lists.stop_da | lists.stop_en)


def test_the_digest_is_of_the_words() -> None:
    assert load_word_lists().digest == load_word_lists().digest
    assert len(load_word_lists().digest) == 12
