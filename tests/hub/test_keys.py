"""What works are known by everywhere: addresses and numbers as others write them."""

import pytest

from hub.keys import audio_key, global_keys, is_global, link_key, work_of_doi
from hub.model import Draft, Enclosure


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.star.dk/da/viden/ips/?utm_source=x#top", "link:star.dk/viden/ips"),
        ("http://star.dk/?p=12", "link:star.dk?p=12"),
        ("https://doi.org/10.1234/Ab%2F1", "doi:10.1234/ab/1"),
        ("http://dx.doi.org/10.1234/ab.v2", "doi:10.1234/ab"),
        ("https://star.dk/", None),
        ("https://star.dk/da/", None),
        ("https://star.dk/nyheder/", None),
        ("https://star.dk/Podcast", None),
        ("https://star.dk/find?q=ips", None),
        ("https://star.dk/?s=ips", None),
        ("urn:nbn:dk:1", None),
        ("http://[", None),
    ],
)
def test_addresses_of_one_work(url: str, key: str | None) -> None:
    assert link_key(url) == key


@pytest.mark.parametrize(
    "url",
    [
        "https://dts.podtrac.com/redirect.mp3/cdn.dk/a/1.mp3",
        "https://chtbl.com/track/X1/op3.dev/e/cdn.dk/a/1.mp3?utm_medium=rss",
        "http://www.cdn.dk/a/1.mp3",
    ],
)
def test_counters_before_a_file_are_no_part_of_it(url: str) -> None:
    assert audio_key(url) == "audio:cdn.dk/a/1.mp3"


@pytest.mark.parametrize(
    ("doi", "work"),
    [
        ("10.21203/rs.3.rs-12/v2", "10.21203/rs.3.rs-12"),
        ("10.48550/arXiv.2301.00001v3", "10.48550/arxiv.2301.00001"),
        ("10.31219/osf.io/abcd_v1", "10.31219/osf.io/abcd"),
        ("10.12688/f1000research.7563.2", "10.12688/f1000research.7563"),
        ("10.1234/v2", "10.1234/v2"),
        ("10.5281/zenodo.13841", "10.5281/zenodo.13841"),
    ],
)
def test_the_versions_of_a_preprint_are_one_work(doi: str, work: str) -> None:
    assert work_of_doi(doi) == work


@pytest.mark.parametrize(
    ("guid", "key"),
    [
        ("0D9F7A6E-1111-4222-8333-444455556666", "podcast:0d9f7a6e-1111-4222-8333-444455556666"),
        ("tag:soundcloud,2010:tracks/1", "podcast:tag:soundcloud,2010:tracks/1"),
        ("oai:aau.dk:7", "podcast:oai:aau.dk:7"),
        ("https://www.x.dk/?p=7", "podcast:x.dk?p=7"),
        ("https://www.x.dk/", None),
        ("11162411036", None),
        ("afsnit-7", None),
    ],
)
def test_guids_of_the_whole_world(guid: str, key: str | None) -> None:
    assert global_keys(Draft("x", guid=guid)) == ((key,) if key else ())


def test_a_pdf_is_what_others_link_to() -> None:
    pdf = Draft("x", enclosures=(Enclosure("https://x.dk/1.pdf", "application/pdf"),))
    assert global_keys(pdf) == global_keys(Draft("y", link="http://www.x.dk/1.pdf"))


def test_the_key_of_a_source_is_no_global_one() -> None:
    assert is_global("doi:10.1234/1")
    assert not is_global("doi\0doi:10.1234/1")
    assert not is_global("link guid:doi:10.1234/1")
