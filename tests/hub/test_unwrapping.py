"""Addresses out of mails: targets, never those who count, share or know the reader."""

import pytest

from hub.unwrapping import archived, clean


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://star.dk/nyt?utm_source=brev&side=2#top", "https://star.dk/nyt?side=2"),
        ("https://star.dk/nyt?mc_cid=1&mc_eid=2", "https://star.dk/nyt"),
        ("https://jo:kode@star.dk/nyt", "https://star.dk/nyt"),
        ("https://x.us7.list-manage.com/track/click?u=a&id=b&e=c", None),
        ("https://u123.ct.sendgrid.net/ls/click?upn=u001.Abc", None),
        ("https://click.post.dk/?qs=a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4", None),
        ("https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstar.dk%2Fips&data=05",
         "https://star.dk/ips"),
        ("https://urldefense.com/v3/__https://star.dk/ips?a=2__;!!Abc$", "https://star.dk/ips?a=2"),
        ("https://urldefense.com/v3/__https:/star.dk/ips__;!!Abc$", "https://star.dk/ips"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__star.dk_ips-3Fa-3D2&d=Dw",
         "https://star.dk/ips?a=2"),
        ("https://urldefense.proofpoint.com/v2/url?d=Dw", None),
        ("https://www.google.com/url?q=https://star.dk/ips&sa=D", "https://star.dk/ips"),
        ("https://www.google.dk/url?q=https://star.dk/ips&sa=D", "https://star.dk/ips"),
        ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fstar.dk%2Fips&rut=1", "https://star.dk/ips"),
        ("https://statics.teams.cdn.office.net/x/safelinks/1/atp.html?url=https%3A%2F%2Fstar.dk%2Fa",
         "https://star.dk/a"),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fstar.dk%2fips&c=E,1",
         "https://star.dk/ips"),
        ("https://eu-west-1.protection.sophos.com/?d=star.dk&u=aHR0cHM6Ly9zdGFyLmRrL2lwcw==&i=N",
         "https://star.dk/ips"),
        ("https://secure-web.cisco.com/1aB-c/https%3A%2F%2Fstar.dk%2Fips", "https://star.dk/ips"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fstar.dk%2Fips&h=AT0", "https://star.dk/ips"),
        ("https://www.office.com/apps", "https://www.office.com/apps"),
        ("https://mandrillapp.com/track/click/1/star.dk?p=eyJzIjoi", None),
        ("https://klik.post.dk/redirect?to=https%3A%2F%2Fstar.dk%2Fa%3Futm_id%3D1",
         "https://star.dk/a"),
        ("https://links.post.dk/ls/click/aHR0cHM6Ly9zdGFyLmRrL2lwcw", "https://star.dk/ips"),
        ("https://web.archive.org/web/2020/https://star.dk/", "https://web.archive.org/web/2020/https://star.dk/"),
        ("https://www.facebook.com/sharer.php?u=https://star.dk", None),
        ("https://www.linkedin.com/shareArticle?url=https://star.dk", None),
        ("mailto:jo@star.dk", None),
        ("javascript:alert(1)", None),
        ("https://[star.dk", None),
    ],
)  # fmt: skip
def test_an_address_is_cleaned_or_its_target_or_nothing(url: str, target: str | None) -> None:
    assert clean(url) == target


def test_what_names_a_reader_goes_from_mails_alone() -> None:
    url = "https://star.dk/nyt?uid=7&email=jo%40star.dk"
    assert clean(url) == "https://star.dk/nyt"
    assert clean("https://star.dk/nyt?uid=7", of_a_mail=False) == "https://star.dk/nyt?uid=7"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://us2.campaign-archive.com/?u=1a&id=2b&e=3c",
         "https://us2.campaign-archive.com/?u=1a&id=2b"),
        ("https://mailchi.mp/1a/uge-8?e=3c", "https://mailchi.mp/1a/uge-8"),
        ("https://star.peytzmail.com/v/8?t=", "https://star.peytzmail.com/v/8?t="),
        ("https://x.list-manage.com/track/click?u=a&id=b&e=c", None),
    ],
)  # fmt: skip
def test_the_page_of_an_issue_may_be_the_sending_service_s(url: str, kept: str | None) -> None:
    assert archived(url) == kept
