"""Which form a page has by its signs: rather none than a wrong one."""

import pytest

from hub.model import FORMS
from indexer.extract.forming import Signs, access_of, form_of

SITE = "https://x.dk"
A_JOB = "Ansøgningsfrist 1. marts. Tiltrædelse 1. maj. Arbejdstiden er 37 timer om ugen."
A_COURSE = "Kursusdato: 12. maj. Tilmelding senest 1. april. Kursuspris: 900 kr."
A_GRANT = "Ansøgningsfrist: 1. oktober. Ansøgningsskemaet findes her. Kommuner kan søge puljen."


@pytest.mark.parametrize(
    ("form", "signs"),
    [
        ("report", Signs("Job først", types=("Report",))),
        ("report", Signs("Job først", types=("https://schema.org/Report",))),
        ("report", Signs("Job først", labels=("Rapport",))),
        ("report", Signs("Job først", labels=("RAPPORT / 14-09-2022",))),
        ("report", Signs("Slutevaluering af Flere skal med")),
        ("report", Signs("Job først", f"{SITE}/rapporter/job-foerst")),
        ("article", Signs("Job først", types=("ScholarlyArticle",))),
        ("article", Signs("Job først", f"{SITE}/faglig-artikel/job-foerst")),
        ("news", Signs("Ny aftale", types=("NewsArticle",))),
        ("news", Signs("Ny aftale", f"{SITE}/nyt/nyheder/2022/09/ny-aftale")),
        ("news", Signs("Ny aftale", labels=("Pressemeddelelse",))),
        ("tool", Signs("Metodeguide: Den gode samtale")),
        ("tool", Signs("Samtalekort", labels=("Redskab",))),
        ("case", Signs("Case: Kasper fik job", f"{SITE}/viden/kasper")),
        ("case", Signs("Kasper fik job", f"{SITE}/cases/kasper")),
        ("course", Signs("Kursus i IPS", text=A_COURSE)),
        ("course", Signs("Faglig refleksiv praksis", f"{SITE}/kurser/praksis", text=A_COURSE)),
        ("grant", Signs("Opslag: Pulje til mentorer", text="Ansøgningsfrist 1. maj")),
        ("grant", Signs("Flere skal med", f"{SITE}/puljer/2017/flere", text=A_GRANT)),
        ("advert", Signs("Vi søger en jobkonsulent", text=A_JOB)),
        ("advert", Signs("Jobkonsulent søges", f"{SITE}/nyheder/a", labels=("Nyhed",), text=A_JOB)),
        ("advert", Signs("Jobkonsulent", types=("JobPosting",))),
    ],
)
def test_plain_signs(form: str, signs: Signs) -> None:
    assert form_of(signs) == form
    assert form in FORMS


@pytest.mark.parametrize(
    ("form", "signs"),
    [
        (None, Signs("Kurser for ledige: hvad virker?", f"{SITE}/viden/kurser-virker")),
        (None, Signs("Kursus", f"{SITE}/kurser/om", text="Vi holder mange kurser hvert år.")),
        ("report", Signs("Kurser virker", labels=("Rapport", "Kurser"), text=A_COURSE)),
        (None, Signs("Effekten af kurser", text="Deltagerne på kurset fandt oftere job.")),
        (None, Signs("Evaluering af puljen Flere skal med", text="Puljens formål er at hjælpe.")),
        (None, Signs("Evaluering af puljen til mentorer", text="Der var ansøgningsfrist i maj.")),
        (
            "news",
            Signs("Ny pulje på vej", f"{SITE}/nyheder/ny-pulje", text="Puljen åbner til maj."),
        ),
        (None, Signs("Vi søger mening i arbejdet", text="Et essay om 37 timer om ugen.")),
        (None, Signs("Job", f"{SITE}/job/og-liv", text="Om at finde et job, man kan holde til.")),
        (None, Signs("Ledige stillinger i kommunerne", text="Analysen tæller stillingsopslag.")),
        (None, Signs("Rapporten, der forsvandt")),
        (None, Signs("Casemanagement i praksis")),
        (None, Signs("Guidede ture")),
        (None, Signs("Job først", f"{SITE}/viden/rapporter")),  # the last part is a title
        (None, Signs("Job først", types=("Article", "WebPage"))),
        (None, Signs("", "", text="")),
    ],
)
def test_what_is_only_about_such_a_thing(form: str | None, signs: Signs) -> None:
    assert form_of(signs) == form


@pytest.mark.parametrize(
    ("line", "access"),
    [
        ("Kun for abonnenter", "subscription"),
        ("Denne artikel kræver abonnement. Prøv en måned gratis.", "subscription"),
        ("Log ind for at læse", "login"),
        ("Forbeholdt medlemmer af foreningen", "login"),
        ("Log ind", None),
        ("Abonnement på vores nyhedsbrev", None),
        ("Artiklen handler om, at noget kræver login", None),
    ],
)
def test_how_a_page_is_closed(line: str, access: str | None) -> None:
    assert access_of(["Om IPS", line]) == access
