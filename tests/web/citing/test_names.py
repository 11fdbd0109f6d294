"""Names of people in two, and of bodies in one."""

import pytest

from web.citing.names import name_of


@pytest.mark.parametrize(
    ("told", "in_order", "in_short"),
    [
        ("Astrid Lund", "Lund, Astrid", "Lund, A."),
        ("Astrid Marie Lund", "Lund, Astrid Marie", "Lund, A. M."),
        ("Lund, Astrid", "Lund, Astrid", "Lund, A."),
        ("Karl-Erik Holm", "Holm, Karl-Erik", "Holm, K.-E."),
        ("Ø. Ågård", "Ågård, Ø.", "Ågård, Ø."),
        ("Anna von der Lippe", "von der Lippe, Anna", "von der Lippe, A."),
        ("de Waal", "Waal, de", "Waal, D."),
        ("VIVE", "VIVE", "VIVE"),
        ("Center for Beskæftigelse", "Center for Beskæftigelse", "Center for Beskæftigelse"),
        ("Rambøll & Co", "Rambøll & Co", "Rambøll & Co"),
        ("  Astrid \n Lund ", "Lund, Astrid", "Lund, A."),
        (", ", ",", ","),
    ],
)
def test_names(told: str, in_order: str, in_short: str) -> None:
    name = name_of(told)
    assert (name.in_order, name.in_short) == (in_order, in_short)
