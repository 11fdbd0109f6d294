"""A query that only names one work: what it names, and what the store may know that by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.keys import global_keys, is_work_address
from hub.model import Draft, Enclosure
from hub.query import parse_query
from hub.query_pointer import pointer_of


@pytest.mark.parametrize(
    ("text", "kind", "named", "key"),
    [
        ("https://www.star.dk/da/nyt/ips?utm_source=x&fbclid=1#top", "address",
         "https://www.star.dk/da/nyt/ips", "link:star.dk/nyt/ips"),
        ("  <https://star.dk/nyt/ips>. ", "address", "https://star.dk/nyt/ips",
         "link:star.dk/nyt/ips"),
        ("star.dk/nyt/ips", "address", "https://star.dk/nyt/ips", "link:star.dk/nyt/ips"),
        ("www.star.dk/nyt/ips", "address", "https://www.star.dk/nyt/ips", "link:star.dk/nyt/ips"),
        ("https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstar.dk%2Fips&data=05",
         "address", "https://star.dk/ips", "link:star.dk/ips"),
        ("https://urldefense.com/v3/__https://star.dk/ips__;!!Abc$", "address",
         "https://star.dk/ips", "link:star.dk/ips"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__star.dk_ips&d=Dw", "address",
         "https://star.dk/ips", "link:star.dk/ips"),
        ("https://pod.dk/7.mp3", "address", "https://pod.dk/7.mp3", "audio:pod.dk/7.mp3"),
        ("https://x.dk/Job_(ips)", "address", "https://x.dk/Job_(ips)", "link:x.dk/Job_(ips)"),
        ("https://x.dk/?p=7", "address", "https://x.dk/?p=7", "podcast:x.dk?p=7"),
        ("https://x.dk/items/abcdefgh2345/om?t=3", "address",
         "https://x.dk/items/abcdefgh2345/om?t=3", "item:abcdefgh2345"),
        ("https://link.springer.com/article/10.1007/s10926-020-1", "address",
         "https://link.springer.com/article/10.1007/s10926-020-1", "doi:10.1007/s10926-020-1"),
        ("https://www.frontiersin.org/articles/10.3389/fpsyt.2020.1/full", "address",
         "https://www.frontiersin.org/articles/10.3389/fpsyt.2020.1/full",
         "doi:10.3389/fpsyt.2020.1"),
        ("10.1000/ABC", "doi", "10.1000/abc", "doi:10.1000/abc"),
        ("DOI: 10.1000/182.", "doi", "10.1000/182", "doi:10.1000/182"),
        ("https://doi.org/10.1000/182?utm_source=x", "doi", "10.1000/182", "doi:10.1000/182"),
        ("dx.doi.org/10.1000/182", "doi", "10.1000/182", "doi:10.1000/182"),
        ("10.31234/rs.3.rs-12/v2", "doi", "10.31234/rs.3.rs-12/v2", "doi:10.31234/rs.3.rs-12"),
        ("ISBN 978-0-306-40615-7", "isbn", "9780306406157", "isbn:9780306406157"),
        ("ISBN-10: 0 306 40615 2", "isbn", "9780306406157", "isbn:9780306406157"),
        ("978–0–306–40615–7", "isbn", "9780306406157", "isbn:9780306406157"),
        ("0-306-40615-2", "isbn", "9780306406157", "isbn:9780306406157"),
        ("8771191232", "isbn", "9788771191233", "isbn:9788771191233"),
        ("issn 03785955", "issn", "0378-5955", "issn:0378-5955"),
        ("0378-5955", "issn", "0378-5955", "issn:0378-5955"),
        ("e-ISSN: 0378 5955", "issn", "0378-5955", "issn:0378-5955"),
        ("(10.1000/182)", "doi", "10.1000/182", "doi:10.1000/182"),
        ("ISSN 1990-1992", "issn", "1990-1992", "issn:1990-1992"),
    ],
)  # fmt: skip
def test_what_it_names(text: str, kind: str, named: str, key: str) -> None:
    pointer = parse_query(text).pointer
    assert pointer is not None
    assert (pointer.kind, pointer.text) == (kind, named)
    assert key in pointer.keys


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ips",
        "se https://star.dk/nyt/ips",
        "https://star.dk/nyt/ips om IPS",
        "https://star.dk",  # a home page is no work
        "https://star.dk/search?q=ips",
        "https://[x",
        "mailto:jo@star.dk",
        "og/eller",
        "hr.hansen/jensen",
        "kl. 9.30/10.30",
        "978-0-306-40615-8",  # a wrong check digit
        "12 34 56 78 90",  # a telephone
        "0 306 40615 2",
        "0378-5956",
        "1990-1992",  # years, although the check digit is right
        "03785955",
        "0378 5955",
        "10.30/11",
        "år:2019-2023",
        "010190-1234",
    ],
)
def test_what_is_just_words(text: str) -> None:
    assert parse_query(text).pointer is None


def test_nothing_is_pointed_at_literally_or_in_a_feed() -> None:
    assert parse_query("10.1000/182", literal=True).pointer is None
    assert parse_query("10.1000/182", literal=True).literal
    assert parse_query("10.1000/182", strict=True).pointer is None


def test_the_words_of_a_pasted_address_are_those_of_where_it_leads() -> None:
    wrapped = "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstar.dk%2Fips&data="
    query = parse_query(wrapped + "05%7C" * 200)
    assert query.node == parse_query("https://star.dk/ips", literal=True).node
    assert query.notes == ()


@pytest.mark.parametrize(
    ("pasted", "typed"),
    [
        ("https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstar.dk%2Fips&data=jo@x.dk",
         "https://star.dk/ips"),
        ("https://star.dk/ips?uid=7", "https://star.dk/ips?uid=7"),
        ("<STAR.dk/ips>", "<STAR.dk/ips>"),
        ("doi:10.1000/182", "doi:10.1000/182"),
    ],
)  # fmt: skip
def test_who_got_a_mail_is_not_shown_again(pasted: str, typed: str) -> None:
    assert parse_query(pasted).typed == typed
    assert parse_query(typed).typed == typed


hosts = st.sampled_from(("star.dk", "www.star.dk", "pod.example.com"))
names = st.text("abc-1%_.~æ", min_size=1, max_size=12)


@given(hosts, st.lists(names, min_size=1, max_size=4), st.sampled_from(("", "?p=7", "?a=1&b=2")))
def test_an_address_has_every_key_that_a_source_could_have_given_it(
    host: str, path: list[str], query: str
) -> None:
    url = f"https://{host}/{'/'.join(path)}x{query}"
    kept = is_work_address(url) and global_keys(
        Draft(title="", guid=url, link=url, enclosures=(Enclosure(url),))
    )
    pointer = pointer_of(url)
    assert set(kept or ()) <= set(pointer.keys if pointer else ())


@given(st.one_of(st.text(), st.text("10./-xX978 :abisnd?&=#%")))
def test_any_text_names_one_work_or_none(text: str) -> None:
    pointer = pointer_of(text)
    assert pointer is None or (pointer.text and pointer.keys)
