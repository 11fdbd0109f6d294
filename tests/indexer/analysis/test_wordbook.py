"""Forms of words met before: found once, the same whether found, kept in memory or in the file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.analysis import open_analyser, wordbook
from indexer.analysis.wordbook import WordBook, WordForms

FORMS: dict[str, WordForms] = {
    "jobcentret": ("jobcenter", ("jobcent", "job", "cent")),
    "job": ("job", ("job",)),
    "ældre": ("gammel", ("gam_",)),
}


class Finder:
    """Finds forms and notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, word: str) -> WordForms:
        self.asked.append(word)
        return FORMS.get(word, (word, (word,)))


def many(book: WordBook) -> list[str]:
    """So many new words that they are worth a file."""
    words = [f"ord{_letters(n)}" for n in range(wordbook._FEWEST)]
    for word in words:
        book.forms(word)
    return words


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def test_a_word_is_found_once(tmp_path: Path) -> None:
    find = Finder()
    book = WordBook(tmp_path, "1", find)
    for _ in range(3):
        assert {word: book.forms(word) for word in FORMS} == FORMS
    assert find.asked == list(FORMS)


def test_few_new_words_are_not_worth_a_file(tmp_path: Path) -> None:
    book = WordBook(tmp_path, "1", Finder())
    book.forms("job")
    assert not book.keep()
    assert list(tmp_path.iterdir()) == []


def test_what_was_kept_is_there_for_the_next(tmp_path: Path) -> None:
    book = WordBook(tmp_path, "1", Finder())
    words = [*FORMS, *many(book)]
    before = {word: book.forms(word) for word in words}
    assert book.keep()
    assert not book.keep()
    find = Finder()
    for again in (book, WordBook(tmp_path, "1", find)):
        assert {word: again.forms(word) for word in words} == before
    assert find.asked == []


def test_another_analysis_finds_words_anew(tmp_path: Path) -> None:
    book = WordBook(tmp_path, "1", Finder())
    many(book)
    assert book.keep()
    find = Finder()
    assert WordBook(tmp_path, "2", find).forms("job") == FORMS["job"]
    assert find.asked == ["job"]


@pytest.mark.parametrize("damage", [lambda content: content[:-1], lambda content: b"x" + content])
def test_a_damaged_file_costs_only_time(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    book = WordBook(tmp_path, "1", Finder())
    many(book)
    assert book.keep()
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    find = Finder()
    again = WordBook(tmp_path, "1", find)
    assert again.forms("job") == FORMS["job"]
    assert find.asked == ["job"]


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    book = WordBook(tmp_path / "file" / "below", "1", Finder())
    many(book)
    assert not book.keep()
    assert book.forms("job") == FORMS["job"]


def test_what_is_no_word_of_letters_is_not_kept(tmp_path: Path) -> None:
    find = Finder()
    book = WordBook(tmp_path, "1", find)
    odd = ["2024", "a1", "x" * 61]
    for word in (*odd, *odd):
        book.forms(word)
    assert find.asked == [*odd, *odd]


def test_tokens_are_the_same_from_the_file(tmp_path: Path, lexicon_folder: Path) -> None:
    text = "Beskæftigelsesindsatsens jobkonsulenter fik håb om virksomhedspraktik i IPS-forløbet."
    folder = tmp_path / "lexicon"
    shutil.copytree(lexicon_folder, folder)
    first = open_analyser(folder)
    told = first.tokens(text, "da")
    many(first._book)
    first.keep()
    second = open_analyser(folder)
    assert len(second._book._trie) > wordbook._FEWEST
    assert second.tokens(text, "da") == told
