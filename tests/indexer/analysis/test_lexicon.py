"""The lexicon file: built once, whole or built again, safe with several processes."""

import multiprocessing
from pathlib import Path

import pytest

from hub.errors import EngineError
from indexer.analysis.entries import Entries, Entry, Words
from indexer.analysis.lexicon import Lexicon, open_lexicon

INDSATS, ARBEJDE = Entry("indsats", 7), Entry("arbejde", 1000)


def read() -> Entries:
    """A few words: what is tested is the file, not the dictionary."""
    words = {"indsats": INDSATS, "indsatsen": INDSATS, "ål": Entry("ål", 0)}
    lefts = {"arbejds": ARBEJDE, "arbejdsmarkeds": Entry("arbejdsmarked", 3), "arbejde": ARBEJDE}
    return Entries(words.items(), lefts.items(), ("belief",))


WORDS, NEWER = Words("1", read), Words("2", read)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lexicon that is read only, in these tests."""
    folder = tmp_path_factory.mktemp("built")
    open_lexicon(folder, WORDS)
    return folder


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A lexicon file to spoil."""
    path = tmp_path / "danish.lexicon"
    path.write_bytes((built / path.name).read_bytes())
    return path


def test_it_knows_words_and_left_parts(built: Path) -> None:
    lexicon = open_lexicon(built, WORDS)
    assert [lexicon.lemma(word) for word in ("indsatsen", "indsats", "ål", "indsat")] == [
        "indsats",
        "indsats",
        "ål",
        None,
    ]
    assert lexicon.word("indsatsen") == INDSATS
    assert lexicon.word("arbejds") is None
    assert lexicon.left("arbejds") == Entry("arbejde", 255)
    assert lexicon.left("indsats") is None
    assert lexicon.left("arbejdsmarkeds") == Entry("arbejdsmarked", 3)
    assert lexicon.lefts("arbejdsmarkedsparat") == ["arbejds", "arbejdsmarkeds"]


@pytest.mark.parametrize("word", ["", "\x00", "\x01arbejds", "\ud800", "\xff", "a b"])
def test_no_word_of_any_language(built: Path, word: str) -> None:
    lexicon = open_lexicon(built, WORDS)
    assert lexicon.lemma(word) is None
    assert lexicon.left(word) is None
    assert lexicon.lefts(word) == []


def test_english_words_are_known_as_such_alone(built: Path) -> None:
    lexicon = open_lexicon(built, WORDS)
    assert lexicon.is_english("belief")
    assert lexicon.lemma("belief") is None
    assert [word for word in ("indsats", "beliefs", "", "\x02") if lexicon.is_english(word)] == []


def test_it_is_built_once(built: Path) -> None:
    before = (built / "danish.lexicon").stat()
    open_lexicon(built, WORDS)
    after = (built / "danish.lexicon").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert [file.name for file in built.iterdir()] == ["danish.lexicon"]


@pytest.mark.parametrize("spoil", ["cut", "turned", "emptied", "grown"])
def test_a_damaged_file_is_built_again(built: Path, copied: Path, spoil: str) -> None:
    good = copied.read_bytes()
    middle = len(good) // 2
    flipped = bytes([good[middle] ^ 1])
    copied.write_bytes(
        {
            "cut": good[:middle],
            "turned": good[:middle] + flipped + good[middle + 1 :],
            "emptied": b"",
            "grown": good + b"x",
        }[spoil]
    )
    assert open_lexicon(copied.parent, WORDS).lemma("indsatsen") == "indsats"
    assert copied.read_bytes() == good


def test_another_version_is_built_again(copied: Path) -> None:
    good = copied.read_bytes()
    assert open_lexicon(copied.parent, NEWER).lemma("indsatsen") == "indsats"
    assert copied.read_bytes() != good


def test_a_lexicon_in_use_outlives_its_replacement(copied: Path) -> None:
    old = Lexicon(copied)
    open_lexicon(copied.parent, NEWER)
    assert old.lemma("indsatsen") == "indsats"


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    builders = [spawn.Process(target=open_lexicon, args=(tmp_path, WORDS)) for _ in range(2)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(timeout=120)
    assert [builder.exitcode for builder in builders] == [0, 0]
    assert [file.name for file in tmp_path.iterdir()] == ["danish.lexicon"]
    assert open_lexicon(tmp_path, WORDS).lemma("indsatsen") == "indsats"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a regular file")
    with pytest.raises(EngineError, match="can't be written"):
        open_lexicon(tmp_path / "file" / "folder", WORDS)
