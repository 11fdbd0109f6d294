"""feeds.yaml written by the hub: one entry more or less, all else to the letter."""

import stat
from pathlib import Path

import pytest

from hub.config import parse_config
from hub.errors import ConfigError
from hub.feedsfile import Value, read_file, replace_file, with_sources, without_source

OURS = (Path(__file__).resolve().parents[2] / "feeds.yaml").read_text(encoding="utf-8")
SMALL = """\
# min egen fil
hub: {title:   Lydhør, contact: "mailto:a@example.org"}   # mellemrum bevares
sources:
    # --- podcasts ---
    - id: a      # den første
      title: 'A'
      kind: podcast
      url: https://a.example/feed

    - id: b
      title: B
      kind: publications
      via: picks
      items:
        - {url: "https://b.example/1", title: En}
        # en kommentar midt i

    # sidste ord
synonyms:
  - [ips, job med støtte]
"""
FLOW = '{id: a, title: A, kind: podcast, url: "https://a.example/"}'
NEW = {"id": "ny", "title": "Ny: kilde", "kind": "podcast", "url": "https://ny.example/f#1"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def ids(text: str) -> list[str]:
    return [source.id for source in parse_config(text).sources]


@pytest.mark.parametrize("text", [SMALL, OURS, SMALL.replace("\n", "\r\n"), SMALL.rstrip()])
def test_an_entry_is_added_at_the_end_and_nothing_else_changes(text: str) -> None:
    changed = with_sources(text, [NEW])
    assert ids(changed) == [*ids(text), "ny"]
    added = parse_config(changed).source("ny")
    assert added is not None
    assert (added.title.to(""), added.url) == ("Ny: kilde", "https://ny.example/f#1")
    old, new = text.splitlines(keepends=True), changed.splitlines(keepends=True)
    begin = next(at for at, line in enumerate(new) if "id: ny" in line)
    assert [*new[: begin - 1], *new[begin + 4 :]] == old or text == SMALL.rstrip()
    assert ("\r\n" in text) == all(line.endswith("\r\n") for line in new[:-1])


@pytest.mark.parametrize("text", [SMALL, OURS])
def test_what_was_added_can_be_taken_out_again(text: str) -> None:
    without = without_source(with_sources(text, [NEW, {**NEW, "id": "to"}]), "ny")
    assert ids(without) == [*ids(text), "to"]
    assert without_source(without, "to").split() == text.split()


def test_every_entry_can_be_taken_out_and_the_others_stay() -> None:
    for name in ids(OURS):
        left = without_source(OURS, name)
        assert ids(left) == [each for each in ids(OURS) if each != name]
        assert [line for line in OURS.splitlines() if line.startswith("  # ---")] == [
            line for line in left.splitlines() if line.startswith("  # ---")
        ]


def test_the_last_and_the_first_source() -> None:
    none = without_source(without_source(SMALL, "a"), "b")
    assert ids(none) == []
    bare = SMALL.partition("sources:")[0]
    for head in (bare, none, bare + "sources:\n", bare + "sources: [ ] # ingen endnu\n"):
        assert ids(with_sources(head, [NEW])) == ["ny"]


def test_values_of_every_kind() -> None:
    entry: dict[str, Value] = {
        **NEW,
        "title": {"da": "Ny", "en": "New"},
        "enabled": False,
        "was": ["gammel", "aeldre"],
    }
    source = parse_config(with_sources(SMALL, [entry])).source("ny")
    assert source is not None
    assert (source.enabled, source.was, source.title.to("en")) == (
        False,
        ("gammel", "aeldre"),
        "New",
    )


@pytest.mark.parametrize(
    ("text", "entry", "told"),
    [
        (SMALL, {**NEW, "id": "a"}, "'a' stands in"),
        (SMALL, {**NEW, "kind": "film"}, "must be one of podcast"),
        ("hub: [", NEW, "YAML"),
        (SMALL.partition("sources")[0] + f"sources: [{FLOW}]\n", NEW, "on lines of its own"),
    ],
)
def test_what_would_be_wrong_is_refused(text: str, entry: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError) as error:
        with_sources(text, [entry])
    assert told in str(error.value)


def test_no_such_source() -> None:
    with pytest.raises(ConfigError, match="there is no source 'x' in it"):
        without_source(SMALL, "x")


def test_the_file_is_replaced_in_one_step_with_its_rights(tmp_path: Path) -> None:
    path, link = tmp_path / "feeds.yaml", tmp_path / "link.yaml"
    path.write_text(SMALL, encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    replace_file(link, with_sources(SMALL, [NEW]), SMALL)
    assert ids(read_file(path)) == ["a", "b", "ny"]
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["feeds.yaml", "link.yaml"]


def test_a_change_made_meanwhile_is_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_text(SMALL + "# min nye linje\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="somebody changed it meanwhile"):
        replace_file(path, with_sources(SMALL, [NEW]), SMALL)
    assert path.read_text(encoding="utf-8").endswith("# min nye linje\n")
    assert names(tmp_path) == ["feeds.yaml"]


def test_what_cant_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="can't be read"):
        replace_file(tmp_path / "file" / "feeds.yaml", SMALL, SMALL)
