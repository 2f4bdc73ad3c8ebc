"""Bad input: said beside the field, in the reader's language, with everything typed kept."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.web.builder import ASKED

CASES = [
    ("start=Livrono", "start", "Non conosciamo il luogo «Livrono». Intendevi Livorno?"),
    ("start=", "start", "Indica da dove parte il viaggio."),
    ("latest=2027-09-01", "latest", "L’ultimo giorno viene prima del primo: invertili."),
    ("earliest=2027-13-01", "earliest", "Il calendario non ha il giorno 2027-13-01."),
    ("earliest=soon", "earliest", "«soon» non è un giorno: scrivilo come 2027-10-01."),
    (
        "earliest=2031-10-01",
        "earliest",
        "Non abbiamo date per il 2031-10-01: scegli un giorno dal 2026-01-01 al 2028-12-31.",
    ),
    ("days_min=0", "days_min", "0 è troppo poco: da 1 in su."),
    ("days_max=many", "days_max", "«many» non è un numero."),
    (
        "days_min=9",
        "days_min",
        "Almeno 9 giorni e al massimo 3 non stanno insieme: invertili.",
    ),
    (
        "must=prova&avoid=prova",
        "must",
        "Una festa non può essere insieme irrinunciabile ed esclusa: scegli una delle due.",
    ),
    ("must=prov", "must", "Non esiste una festa o un luogo da visitare «prov». Intendevi prova?"),
    ("max_drive_h=-3", "max_drive_h", "-3 è troppo poco: da 0.25 in su."),
    ("day_end=25:00", "day_end", "«25:00» non è un orario: scrivilo come 09:00."),
    ("pace=slow", "pace", "«slow» non è tra le scelte: prendine una dall’elenco."),
    (
        "areas=corsica&areas=sicily",
        "areas",
        "«sicily» non è tra le scelte: prendine una dall’elenco.",
    ),
    (f"start={'x' * 201}", "start", "È troppo lungo: fino a 200 lettere."),
    ("&".join(f"must=m{n}" for n in range(51)), "must", "Sono troppi: fino a 50."),
    ("day_end=08:00", "day_end", "La giornata deve finire dopo l’inizio, alle 09:00."),
]


UNTOLD = [
    "start=x;y",
    "end=place&end_place=Atlantis",
    "end=12,99",
    "days_max=99",
    "adults=0",
    "children=1.5",
    "interest_food=7",
    "season=x",
    "date_status=x",
    "mode=fly",
    "seed=-1",
    "time_limit_s=99999",
    "&".join(f"avoid=a{n}" for n in range(9)),
    f"nights={'x,' * 40}",
    "latest=2028-12-30",
]
"""More bad input; every sentence about it is the reader's."""
ENGLISH = re.compile(r"\b(?:has|have|is|are|the|entry|may|unknown|choose|give|of)\b")


def ask(site: FlaskClient, change: str, language: str = "it") -> str:
    """Return the page that answers the usual request with some of its fields changed."""
    changed = {pair.split("=")[0] for pair in change.split("&")}
    kept = "&".join(pair for pair in ASKED.split("&") if pair.split("=")[0] not in changed)
    answer = site.get(f"/{language}/trip?{kept}&{change}")
    assert answer.status_code == 400
    return unescape(answer.text)


@pytest.mark.parametrize(("change", "field", "message"), CASES)
def test_a_fault_stands_beside_its_field(
    site: FlaskClient, change: str, field: str, message: str
) -> None:
    page = ask(site, change)

    assert f'<p class="fault" id="{field}-fault">{message}</p>' in page
    assert re.search(rf'aria-invalid="true" aria-describedby="[^"]*{field}-fault"', page)


def test_what_was_typed_is_kept(site: FlaskClient) -> None:
    page = ask(site, "earliest=soon&start=Livrono&pace=relaxed&must=isola&nights=Bastia")

    assert 'name="earliest" type="text" value="soon"' in page
    assert 'name="start" type="text" value="Livrono"' in page
    assert '<option value="relaxed" selected>' in page
    assert re.search(r'name="must" value="isola" checked', page)
    assert 'name="nights" type="text" value="Bastia"' in page


def test_all_faults_are_told_at_once_in_the_order_of_the_form(site: FlaskClient) -> None:
    page = ask(site, "start=Livrono&earliest=x&latest=y&days_min=0", "en")

    summary = page.split('id="faults"')[1].split("</div>")[0]
    assert re.findall(r'href="#(\w+)"', summary) == ["start", "earliest", "latest", "days_min"]
    assert "4 things need another look" in summary


def test_unknown_fields_of_an_old_link_are_left_aside(site: FlaskClient) -> None:
    assert site.get(f"/en/trip?{ASKED}&colour=blue&utm_source=x").status_code == 200


@pytest.mark.parametrize("change", UNTOLD)
def test_no_fault_is_left_in_the_planners_words(site: FlaskClient, change: str) -> None:
    told = re.findall(r'<p class="fault" id="[^"]*">(.*?)</p>', ask(site, change), re.DOTALL)

    assert told
    assert [text for text in told if ENGLISH.search(text)] == []
