"""No feeds.yaml, however odd, ends in anything but a ConfigError (a broken one stops nothing)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.config import parse_config
from hub.errors import ConfigError

HUB = "hub: {title: X, contact: 'mailto:a@b.dk'}\nthemes: []\n"
SOURCE = "sources:\n  - {id: a, title: b, kind: podcast, url: 'https://x.dk/', "
LEVELS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
BOMB = f"a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n{LEVELS}{HUB}"
HUGE = "0x" + "f" * 5_000


@pytest.mark.parametrize(
    "end",
    [
        "sources:\n  - {id: a, title: b, kind: *a8}\n",
        "sources:\n  - {id: a, title: b, kind: podcast, via: openalex, query: *a8}\n",
        "synonyms: [[*a8, *a8]]\n",
        "sources:\n  - {id: a, via: picks, items: [{title: a, date: *a8}]}\n",
    ],
    ids=["choice", "option", "synonyms", "date"],
)
def test_aliases_of_aliases_stand_for_too_much(end: str) -> None:
    with pytest.raises(ConfigError, match="aliases") as caught:
        parse_config(BOMB + end)
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    "text",
    [
        f"{HUB}{SOURCE}access: {HUGE}}}\n",
        f"{HUB}{SOURCE}every: {HUGE}}}\n",
        f"{HUB}sources:\n  - {{id: a, via: picks, items: [{{title: a, date: {HUGE}}}]}}\n",
        f"{HUB}sources: !!python/object/apply:os.system ['id']\n",
        f"{HUB}? [a, b]\n: c\n",
        f"{HUB}? {{a: b}}\n: c\n",
        f"{HUB}sources: !!set {{a, b}}\n",
        f"{HUB}sources: &s\n  - *s\n",
        f"{HUB}sources:\n  - &s {{id: a, kind: *s}}\n",
        f"{HUB}{SOURCE}title: !!binary aGVq}}\n",
        "[" * 5_000,
        "{a: " * 1_000,
    ],
)
def test_odd_values_are_faults(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_config(text)


def test_what_is_merged_in_is_read_and_its_faults_are_told() -> None:
    """``<<`` is an honest way to write the same for many sources."""
    merged = "sources:\n  - &first {id: a, title: A, kind: podcast, url: 'https://x.dk/a'}\n"
    config = parse_config(f"{HUB}{merged}  - {{<<: *first, id: b, url: 'https://x.dk/b'}}\n")
    assert [(source.id, source.kind) for source in config.sources] == [
        ("a", "podcast"),
        ("b", "podcast"),
    ]
    with pytest.raises(ConfigError, match=r"sources\[1\]\.nope: no such key"):
        parse_config(f"{HUB}{merged[:-2]}, nope: 1}}\n  - {{<<: *first, id: b}}\n")


PIECES = (
    "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!set ", "!!str ", "!x ", "<<: ", "? ", "|\n",
    ">\n", "'", '"', "\n", "  ", "null", "~", "1e400", "0x1", "2024-03-05", "---\n",
    "%YAML 1.1\n", "\t", "#",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_text_ends_in_another_error(data: st.DataObject) -> None:
    text = f"{HUB}synonyms: [[a, b]]\n{SOURCE}language: da, themes: [], every: 6h}}\n"
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        cut = at + data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[cut:]
    try:
        parse_config(text)
    except ConfigError:
        return
