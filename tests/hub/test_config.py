"""feeds.yaml: a whole one is read to the letter, of a broken one every fault is told at once."""

from datetime import timedelta
from pathlib import Path

import pytest

from hub.config import Config, load_config, parse_config
from hub.errors import ConfigError
from hub.model import Localised, Pick, When

WHOLE = """\
hub:
  title: Lydhør
  language: da
  timezone: Europe/Copenhagen
  address: https://viden.example.dk/hub/
  contact: mailto:redaktion@example.org
  accessibility: https://was.digst.dk/example
  engine: whoosh
  field: 'beskæftigelse* OR jobcenter*'
themes:
  - id: ips
    was: [supported-employment]
    title: {da: IPS, en: IPS and supported employment}
    about: {da: Job først., en: Job first.}
    match: '"individual placement and support" OR (ips AND job)'
    start:
      - {url: "https://example.dk/ips", title: Om IPS, note: Begynd her}
synonyms:
  - [ips, individual placement and support]
sources:
  - id: tfa
    was: [gammel-tfa]
    title: Tidsskrift for Arbejdsliv
    kind: publications
    via: feed
    url: https://tidsskrift.example/rss
    language: da
    access: open
    themes: [ips]
    only: field
    show: full
    every: 6h
  - id: picks
    title: {da: Udvalgt, en: Picked}
    kind: publications
    via: picks
    items:
      - {url: "https://example.dk/a", title: A, note: Læs, date: 2024-03-05}
      - {url: "https://example.dk/b", title: B, date: 2023}
      - {url: "https://example.dk/c", title: C, date: 2023-04}
  - id: pure
    title: Pure
    kind: publications
    via: oai
    url: https://vbn.example/ws/oai
    prefix: oai_dc
    set: publications:year{yyyy}
    enabled: false
"""


def faults(text: str) -> list[tuple[int, str]]:
    """(line, key) of every fault in `text`."""
    with pytest.raises(ConfigError) as raised:
        parse_config(text)
    return [(fault.line, fault.key) for fault in raised.value.faults]


@pytest.fixture
def config() -> Config:
    return parse_config(WHOLE)


def test_the_hub(config: Config) -> None:
    assert config.hub.title == "Lydhør"
    assert config.hub.address == "https://viden.example.dk/hub"
    assert config.hub.timezone.key == "Europe/Copenhagen"
    assert config.hub.field == "beskæftigelse* OR jobcenter*"


def test_themes_and_what_they_were(config: Config) -> None:
    theme = config.theme("ips")
    assert theme is not None
    assert theme.title == Localised((("da", "IPS"), ("en", "IPS and supported employment")))
    assert theme.start == (Pick("https://example.dk/ips", "Om IPS", "Begynd her"),)
    assert config.theme_now("supported-employment") == "ips"
    assert config.theme_now("ips") is None


def test_sources(config: Config) -> None:
    tfa = config.source("tfa")
    assert tfa is not None
    assert (tfa.every, tfa.only_field, tfa.show) == (timedelta(hours=6), True, "full")
    assert tfa.was == ("gammel-tfa",)
    pure = config.source("pure")
    assert pure is not None
    assert pure.options == (("prefix", "oai_dc"), ("set", "publications:year{yyyy}"))
    assert not pure.enabled


def test_picks_keep_the_precision_of_their_dates(config: Config) -> None:
    picks = config.source("picks")
    assert picks is not None
    assert [pick.date for pick in picks.picks] == [
        When("2024-03-05"),
        When("2023"),
        When("2023-04"),
    ]


def test_synonyms(config: Config) -> None:
    assert config.synonyms == (("ips", "individual placement and support"),)


def test_the_digest_follows_the_text() -> None:
    assert parse_config(WHOLE).digest != parse_config(WHOLE + "\n").digest


def test_every_fault_is_told_at_once_with_line_and_key() -> None:
    broken = (
        WHOLE.replace("language: da\n  timezone", "language: fr\n  timezone")
        .replace("Europe/Copenhagen", "Europe/Copenhagn")
        .replace("(ips AND job)'", "(ips AND job'")
        .replace("url: https://tidsskrift.example/rss", "url: tidsskrift")
        .replace("every: 6h", "every: often")
        .replace("enabled: false", "enabled: maybe\n    colour: red")
    )
    assert faults(broken) == [
        (3, "hub.language"),
        (4, "hub.timezone"),
        (15, "themes[0].match"),
        (26, "sources[0].url"),
        (32, "sources[0].every"),
        (48, "sources[2].enabled"),
        (49, "sources[2].colour"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("id: ips\n", "id: IPS!\n", "themes[0].id"),
        ("id: picks", "id: tfa", "sources[1].id"),
        ("id: picks", "id: gammel-tfa", "sources[1].id"),
        ("themes: [ips]", "themes: [ipps]", "sources[0].themes"),
        ("kind: publications\n    via: feed", "via: feed", "sources[0].kind"),
        ("via: feed", "via: ftp", "sources[0].via"),
        ("title: Tidsskrift for Arbejdsliv", "title: 2024", "sources[0].title"),
        ("  field: 'beskæftigelse* OR jobcenter*'\n", "", "sources[0].only"),
        ("date: 2024-03-05", "date: 2024-13-05", "sources[1].items[0].date"),
        ("contact: mailto:redaktion@example.org", "contact: ring til os", "hub.contact"),
        ("  - [ips, individual placement and support]", "  - ips", "synonyms"),
        ("https://vbn.example/ws/oai", "https://vbn.example/{week}", "sources[2].url"),
        ("hub:\n  title: Lydhør\n", "hub:\n", "hub.title"),
    ],
)
def test_a_fault_names_its_key(old: str, new: str, key: str) -> None:
    assert old in WHOLE
    assert key in [where for _, where in faults(WHOLE.replace(old, new, 1))]


VIA_ENTRIES = {
    "oai": "url: https://a.dk/oai",
    "listing": "url: https://a.dk/liste\n    item: article",
    "sitemap": "url: https://a.dk/sitemap.xml\n    keep: /nyt/",
    "wordpress": "url: https://a.dk\n    types: [posts]",
    "openalex": "query: ips",
    "crossref": "query: ips\n    from: 2020",
    "apple": "apple_id: 1542761258",
    "page": "url: https://a.dk/side\n    follow: /tema*/",
    "mail": "url: imaps://post@a.dk/INBOX\n    password_env: POST",
}


@pytest.mark.parametrize("via", VIA_ENTRIES)
def test_every_way_of_reading_validates_now(via: str) -> None:
    entry = (
        f"  - id: x\n    title: X\n    kind: newsletter\n    via: {via}\n    {VIA_ENTRIES[via]}\n"
    )
    source = parse_config(WHOLE + entry).source("x")
    assert source is not None
    assert source.via == via


@pytest.mark.parametrize("via", ["listing", "openalex", "crossref", "apple", "picks", "feed"])
def test_what_a_way_of_reading_needs_is_asked_for(via: str) -> None:
    entry = f"  - id: x\n    title: X\n    kind: newsletter\n    via: {via}\n"
    assert [key for _, key in faults(WHOLE + entry)]


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "hub: [\n", "hub: {title: a, title: b}", "\x00"]
)
def test_what_is_no_yaml_mapping_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(ConfigError, match=r"feeds\.yaml"):
        parse_config(text)


def test_a_missing_file_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="HUB_FEEDS"):
        load_config(tmp_path / "feeds.yaml")


def test_a_file_in_another_encoding_names_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_bytes(WHOLE.encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path)
