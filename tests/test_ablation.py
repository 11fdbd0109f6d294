"""The ways of searching that are compared: one part more each time, and analysers without ours."""

from benchmarks.ablation import NOTHING, OneForm, snowball, table, ways
from hub.evaluation import Score
from indexer.analysis import DanishAnalyser
from indexer.searcher.tuning import ALL


def test_one_part_more_each_time_until_all_are_on(analyser: DanishAnalyser) -> None:
    rows = {way.name: way for way in ways(analyser)}
    assert rows["exact"].tuning == NOTHING
    assert (rows["+ lemma"].tuning.lemma, rows["+ lemma"].tuning.wide) == (True, False)
    assert (rows["+ wide"].tuning.lemma, rows["+ wide"].tuning.wide) == (True, True)
    assert rows["+ bonuses"].tuning == ALL
    assert len({way.tuning for way in rows.values()}) == len(rows) - 3  # three are as another


def test_raw_words_and_stems_are_one_form_each_and_know_no_compounds(
    analyser: DanishAnalyser,
) -> None:
    rows = {way.name: way for way in ways(analyser)}
    raw, stems = rows["raw words"].analyser, rows["Snowball's stems"].analyser
    assert raw is not None
    assert stems is not None
    assert [token.main for token in raw.tokens("Jobcentrets borgere", "da")] == [
        "jobcentrets",
        "borgere",
    ]
    assert [token[:3] for token in stems.tokens("borgere", "da")] == [("borg", "borg", ())]
    assert [token.main for token in stems.tokens("caseworkers", "en")] == ["casework"]
    assert stems.split("jobcenter") == ("jobcenter",)


def test_places_are_those_of_the_text(analyser: DanishAnalyser) -> None:
    stems = OneForm(analyser, "stems", snowball())
    (_, token) = stems.tokens("En IPS-indsats", "da")[:2]
    assert "En IPS-indsats"[token.start : token.end].startswith("IPS")


def test_a_table_has_a_row_for_each_way_and_a_column_for_each_file() -> None:
    lines = list(table(("a", "b"), {"raw": [Score(0.5, 0.25), Score(1.0, 0.0)]}))
    assert lines == ["| | a | b |", "|---|---|---|", "| raw | 0.500 / 0.250 | 1.000 / 0.000 |"]
