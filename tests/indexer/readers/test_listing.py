"""HTML lists by CSS selectors: what real lists have, and what is told when one has changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from hub.errors import ReadError
from hub.model import Draft, Enclosure, Listing, Localised, Person, Source, When
from hub.phrases import in_words
from indexer.answer import Answer
from indexer.readers import most_pages, read_listing

AT = "https://centret.example/da/udgivelser/"
LIST = Source("x", Localised((("", "Centret"),)), "publications", "listing", AT, language="da")


def read(html: str, at: str = AT, **options: str) -> Listing:
    options = {"item": "li.post", **options}
    source = replace(LIST, options=tuple(options.items()))
    return read_listing(source, Answer(at, html.encode(), "text/html"))


def one(inner: str, **options: str) -> Draft:
    (draft,) = read(f"<ul><li class=post>{inner}</li></ul>", **options).drafts
    return draft


def refused(html: str, **options: str) -> str:
    with pytest.raises(ReadError) as raised:
        read(html, **options)
    return in_words(raised.value.trouble, "en")


def test_a_whole_entry() -> None:
    draft = one(
        '<a href="../ips#top"><h2>Troen på<br>borgeren</h2></a><time datetime="2024-03-05">i går'
        '</time><p class=by>Forfattere: Anna Holm og Bo Dam</p><a class=pdf href="/a.pdf">Hent</a>',
        people=".by",
        pdf=".pdf",
    )
    assert (draft.title, draft.link) == ("Troen på borgeren", "https://centret.example/da/ips")
    assert draft.date == When("2024-03-05")
    assert draft.people == (Person("Anna Holm", "author"), Person("Bo Dam", "author"))
    assert draft.enclosures == (Enclosure("https://centret.example/a.pdf", "application/pdf"),)
    assert not draft.made_up_title


def test_stars_list() -> None:
    """The shape of the agency's search list: the link around the heading, labels and date as one
    text (SOURCES.md, R5), the address within one that counts clicks (R6).
    """
    html = (
        '<ul id="SearchResultArea"><li><a href="https://x.ankiro.dk/Rest/star.dk/Redir?url='
        'https%3A%2F%2Fstar.dk%2Fnyt%2Fips%2F&amp;q=1"><h2>Nyt ambassadør-<br>korps</h2></a>'
        '<span class="search-module__result-tags">Nyhed / Psykiatri / 15-09-2021</span></li></ul>'
    )
    selectors = {"item": "ul#SearchResultArea > li", "date": "span.search-module__result-tags"}
    (draft,) = read(html, link="a", **selectors).drafts
    assert draft == Draft(
        "Nyt ambassadørkorps", link="https://star.dk/nyt/ips/", date=When("2021-09-15"), form="news"
    )


@pytest.mark.parametrize(
    ("written", "date", "expires"),
    [
        ("30-09-2022", "2022-09-30", None),
        ("Lagt online: 18.01.2021", "2021-01-18", None),
        ("25. januar 2021", "2021-01-25", None),
        ("14. APR 2010", "2010-04-14", None),
        ("Udgivet april 2025", "2025-04", None),
        ("20th Dec 2021", "2021-12-20", None),
        ("VIVE | 12 September 2017 | Rapport", "2017-09-12", None),
        ("Tue, 05 Mar 2024 10:00:00 +0100", "2024-03-05T10:00:00+01:00", None),
        ("2024-03-05T10:00:00+01:00", "2024-03-05T10:00:00+01:00", None),
        ("Rapport, 2023", "2023", None),
        ("Ansøgningsfrist 30-09-2022", None, "2022-09-30"),
        ("15-09-2022. Tilmeld dig senest 30-09-2022", "2022-09-15", "2022-09-30"),
        ("Opdateret 3. maj 2024", None, None),
        ("Publiceret 1. maj 2024, opdateret 3. maj 2024", "2024-05-01", None),
        ("Konferencen afholdes 3. maj 2024", None, None),
        ("Årg. 23", None, None),
        ("31-02-2024", None, None),
    ],
)
def test_dates_as_lists_show_them(written: str, date: str | None, expires: str | None) -> None:
    draft = one(f'<a href="/a">IPS i praksis</a><p class=d>{written}</p>', date=".d")
    assert (draft.date and draft.date.iso, draft.expires and draft.expires.iso) == (date, expires)


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("<h3>IPS virker</h3><p>Tekst</p><a href='/a'>Læs mere »</a>", "IPS virker"),
        ("<a href='/a'>Tekst om IPS</a>", "Tekst om IPS"),
        ("<a href='/a' title='IPS virker'>Læs mere</a>", "IPS virker"),
        ("<a href='/a'><b>I</b>PS <script>x()</script>virker</a>", "IPS virker"),
        ("<h3><a href='/a'>IPS</a></h3><a href='/b'>Andet</a>", "IPS"),
    ],
)
def test_titles(inner: str, title: str) -> None:
    draft = one(inner)
    assert (draft.title, draft.link) == (title, "https://centret.example/a")
    assert not draft.made_up_title


def test_a_title_can_be_made_of_the_address_and_then_says_so() -> None:
    listing = read("<li class=post><a href='/da/ny-rapport-om-ips-13761/'>Læs mere</a>")
    (draft,) = listing.drafts
    assert (draft.title, draft.made_up_title) == ("Ny rapport om ips", True)
    (note,) = listing.notes
    assert "heading" in in_words(note, "da")


def test_a_heading_selector_beats_headings() -> None:
    inner = "<h2>Rapport</h2><strong class=t>Om IPS</strong><a href='/a'>Læs</a>"
    assert one(inner, heading=".t").title == "Om IPS"


def test_base_doubles_and_what_leads_nowhere() -> None:
    html = (
        "<base href='/nyt/'><li class=post><a href='a'>Om IPS</a>"
        "<li class=post><a href='a?utm_x=1'>Om IPS</a><li class=post>Kun tekst"
        "<li class=post><a href='javascript:x()'>Vis</a>"
        "<li class=post><a href='mailto:a@b.dk'>Skriv</a>"
    )
    listing = read(html)
    assert [draft.link for draft in listing.drafts] == ["https://centret.example/nyt/a"]
    assert [(note.code, note.details) for note in listing.notes] == [
        ("list-without-link", (("count", "3"),))
    ]


def test_an_entry_may_be_a_link_or_stand_in_one() -> None:
    html = "<a class=post href='/a'><h2>Om IPS</h2></a>"
    assert read(html, item="a.post").drafts[0].link == "https://centret.example/a"
    assert read(html, item="h2").drafts[0].link == "https://centret.example/a"


def test_where_it_goes_on() -> None:
    html = "<li class=post><a href='/a'>Om IPS</a></li><a rel=next href='?page=2'>2</a>"
    assert read(html).next_url is None
    assert read(html, pages="3").next_url == f"{AT}?page=2"
    assert read(html, next="a[rel=next]").next_url == f"{AT}?page=2"
    assert read(html, next="a.more").next_url is None


def test_how_many_pages() -> None:
    assert most_pages(replace(LIST, options=(("pages", "7"),)), first=True) == 7
    assert (most_pages(LIST, first=True), most_pages(LIST, first=False)) == (20, 1)


def test_a_list_that_has_changed_is_a_failure_with_its_cure() -> None:
    told = refused("<div>Ny side</div>")
    assert "The page has changed" in told
    assert "item" in told
    assert "li.post" in told
    assert "link" in refused("<li class=post><a href='/a'>A</a>", link="a.x")
    assert "can't be read" in refused("%PDF-1.7")


def test_selectors_that_match_nothing_are_told() -> None:
    listing = read("<li class=post><a href='/a'>Om IPS</a>", date=".dato", pdf="a", people="b")
    assert [dict(note.details)["key"] for note in listing.notes] == ["date", "people"]


@pytest.mark.parametrize(
    "inner",
    [
        f"<a href='/a' title='{'!' * 5_000_000}a'>Læs mere</a>",
        f"<a href='/a'>{'x ' * 2_000_000}</a>",
        f"<a href='/{'-a1' * 1_200}'>Læs</a>",
        f"<a href='/a'>{'<b>x' * 100_000}</a>",
        "<a href='/a'>Om \ud800\x1b[2J\x07\u202eIPS</a>".encode("utf-8", "replace").decode(),
    ],
)
def test_hostile_entries_become_short_printable_titles(inner: str) -> None:
    draft = one(inner)
    assert len(draft.title) <= 500
    assert draft.title.isprintable()


def test_the_language_of_a_link() -> None:
    assert one("<a href='/a' hreflang='en-GB'>About IPS</a>").language == "en"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("page", "options", "count", "title"),
    [
        ("blog.python.org.html", {"item": "ul.posts li"}, 5, "Python 3.6.0 is now available!"),
        ("ojs3-univie.html", {"item": "nav li"}, 7, "Aktuelle Ausgabe"),
        (
            "wikipedia-tsne.html",
            {"item": "ol.references li", "link": "a.external"},
            10,
            '"Visualizing Data Using t-SNE"',
        ),
    ],
)
def test_real_lists(
    corpus: Path, page: str, options: dict[str, str], count: int, title: str
) -> None:
    html = (corpus / "html" / page).read_text("utf-8")
    drafts = read(html, "https://list.example/", **options).drafts
    assert (len(drafts), drafts[0].title) == (count, title)


@pytest.mark.corpus
def test_every_file_goes_through_as_a_list(corpus: Path) -> None:
    """Whatever it is: a listing or a trouble in words."""
    options = (("item", "li, p, item, entry, url"), ("date", "*"), ("people", "*"), ("pages", "3"))
    source = replace(LIST, options=options)
    troubles = []
    paths = sorted(
        path for name in ("html", "hostile", "feeds") for path in (corpus / name).iterdir()
    )
    for path in paths:
        try:
            read_listing(source, Answer(AT, path.read_bytes()))
        except ReadError as error:
            troubles.append(error.trouble)
    assert 10 < len(troubles) < len(paths) - 10
    assert all(in_words(each, "da") != in_words(each, "en") for each in troubles)
