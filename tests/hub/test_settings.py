"""Settings: options beat environment, environment beats defaults; all faults at once."""

from pathlib import Path

import pytest

from hub.errors import ConfigError
from hub.settings import SETTINGS, load_settings
from hub.store import open_store

README = Path(__file__).resolve().parents[2] / "README.md"


def test_options_beat_environment_beats_defaults() -> None:
    environment = {"HUB_DATA": "env", "HUB_PORT": "9000"}
    settings = load_settings(environment, data="option")
    assert (settings.data, settings.port, settings.host) == (Path("option"), 9000, "127.0.0.1")


def test_the_database_is_in_the_data_folder_unless_another_is_set() -> None:
    assert load_settings({"HUB_DATA": "d"}).database_url.endswith("/d/hub.db")
    other = "postgresql+psycopg://localhost/hub"
    assert load_settings({"HUB_DATABASE": other}).database_url == other


def test_a_data_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "50 % æøå? #1"
    folder.mkdir()
    with open_store(load_settings({}, data=folder).database_url):
        assert (folder / "hub.db").is_file()


def test_lists_are_comma_separated() -> None:
    settings = load_settings({"HUB_ALLOW_PRIVATE": "127.0.0.1, 10.0.0.0/8,intranet.local:8080"})
    assert settings.allow_private == ("127.0.0.1", "10.0.0.0/8", "intranet.local:8080")


def test_every_fault_is_told_at_once() -> None:
    wrong = {
        "HUB_ENGINE": "lucene",
        "HUB_DATABASE": "mysql://x",
        "HUB_ADDRESS": "viden.dk",
        "HUB_PORT": "http",
        "HUB_TRUSTED_PROXIES": "nginx",
        "HUB_ALLOW_PRIVATE": "not a host",
        "HUB_HOST_PAUSE": "soon",
        "HUB_PROXY": "socks5://proxy:1080",
        "HUB_CA": "no/such/file.pem",
    }
    with pytest.raises(ConfigError) as raised:
        load_settings(wrong)
    named = [fault.message.partition(":")[0] for fault in raised.value.faults]
    assert sorted(named) == sorted(wrong)


def test_a_proxy_and_authorities(tmp_path: Path) -> None:
    authorities = tmp_path / "ca.pem"
    authorities.write_text("", encoding="utf-8")
    for proxy in ("http://proxy:3128", "https://me:secret@10.0.0.1:8080/", "http://[::1]:1"):
        settings = load_settings({"HUB_PROXY": proxy, "HUB_CA": str(authorities)})
        assert (settings.proxy, settings.ca) == (proxy, authorities)


def test_the_word_for_a_proxy_is_not_repeated() -> None:
    with pytest.raises(ConfigError) as raised:
        load_settings({"HUB_PROXY": "http://me:secret@proxy:port"})
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("name", [name for name, _, _ in SETTINGS])
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README.read_text(encoding="utf-8")
