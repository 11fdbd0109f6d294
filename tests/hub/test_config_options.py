"""Keys of one `via` alone: read as they are meant, or told with their line."""

import pytest

from hub.config import parse_config
from hub.errors import ConfigError

HEAD = """\
hub: {title: Lydhør, contact: "mailto:a@example.org"}
sources:
  - id: x
    title: X
    kind: publications
"""


def options(*lines: str) -> dict[str, str]:
    text = HEAD + "".join(f"    {line}\n" for line in lines)
    return dict(parse_config(text).sources[0].options)


def test_what_is_right_becomes_text() -> None:
    wordpress = options("via: wordpress", "url: https://x.dk/", "types: [posts, pages]")
    assert wordpress == {"types": "posts,pages"}
    assert options("via: openalex", "query: ips", "from: 2020-03") == {
        "query": "ips",
        "from": "2020-03",
    }
    assert options("via: crossref", "query: ips", "from: 2020")["from"] == "2020"
    assert options("via: apple", "apple_id: 1542761258") == {"apple_id": "1542761258"}
    assert options("via: apple", "apple_id: id77") == {"apple_id": "77"}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("via: apple", "apple_id: jobbet"), "line 7, sources[0].apple_id: 'jobbet' is no number"),
        (
            ("via: crossref", "query: ips", "from: i går"),
            "sources[0].from: 'i går' must be a date",
        ),
        (("via: openalex", "from: 2020"), "query: is missing; via: openalex needs it"),
        (("via: wordpress", "url: https://x.dk/", "types: [1]"), "types: must be a list of texts"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: tuple[str, ...], told: str) -> None:
    with pytest.raises(ConfigError, match="to mend") as error:
        options(*lines)
    assert told in str(error.value)
