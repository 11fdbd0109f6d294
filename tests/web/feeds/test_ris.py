"""Works as records of RIS."""

from hub.model import When
from tests.web.citing.works import a_work
from web.feeds.ris import ris_record


def test_a_record_is_lines_of_tags_that_begin_with_its_type_and_end() -> None:
    assert ris_record(a_work(summary="To\r\nlinjer.", isbn="9788712345678")).split("\r\n") == [
        "TY  - RPRT",
        "AU  - Lund, Astrid Marie",
        "AU  - Ågård, Øjvind",
        "TI  - Virkning & vilje: 100 % indsats",
        "PB  - Center for Beskæftigelse",
        "PY  - 2024",
        "DA  - 2024/03//",
        "AB  - To linjer.",
        "SN  - 9788712345678",
        "LA  - da",
        "UR  - https://rapporter.example.org/2024.pdf",
        "ER  - ",
        "",
        "",
    ]


def test_dates_are_as_precise_as_known() -> None:
    dates = [When("2024"), When("2024-03-05"), None]
    records = [ris_record(a_work(date=date)) for date in dates]
    assert "DA  - 2024///\r\n" in records[0]
    assert "DA  - 2024/03/05/\r\n" in records[1]
    assert "DA  - " not in records[2]


def test_no_text_makes_a_line_of_its_own() -> None:
    record = ris_record(a_work(title="Titel\r\nER  - \r\nTY  - JOUR\u2028\u0085x"))
    assert record.splitlines().count("ER  - ") == 1
    assert sum(line.startswith("TY") for line in record.splitlines()) == 1
