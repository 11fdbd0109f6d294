"""References as BibTeX entries."""

from hub.model import When
from tests.web.citing.works import a_work
from web.citing.bibtex import bibtex, key
from web.citing.names import Name


def test_a_report() -> None:
    assert bibtex(a_work()) == (
        "@techreport{lund2024-virkning,\n"
        "  author = {Lund, Astrid Marie and Ågård, Øjvind},\n"
        "  title = {{Virkning \\& vilje: 100 \\% indsats}},\n"
        "  institution = {Center for Beskæftigelse},\n"
        "  year = {2024},\n"
        "  date = {2024-03},\n"
        "  url = {https://rapporter.example.org/2024.pdf},\n"
        "  langid = {danish},\n"
        "}\n"
    )


def test_no_text_ends_its_field() -> None:
    work = a_work(title="}, evil = {\\input{x}}\n@misc{y", authors=(Name("A} and {B"),))
    entry = bibtex(work)
    assert "title = {{\\}, evil = \\{\\textbackslash{}input\\{x\\}\\} @misc\\{y}},\n" in entry
    assert "author = {{A\\} and \\{B}},\n" in entry


def test_keys_are_plain_and_never_empty() -> None:
    assert key(a_work(authors=(), publisher="Ægteskabet", date=When("2023"))).isascii()
    assert key(a_work(authors=(), publisher="", title="", date=None)) == "abcdefghijkl"
