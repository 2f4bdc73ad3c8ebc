"""Feasts with awkward texts, several days, a pause and a cancellation, for the network's files."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from planner.model.catalogue import Catalogue
from planner.model.festival import DateStatus, Description, TimingRule
from planner.model.place import Area, Confidence
from tests.web.builder import build_edition, build_festival, build_world

HOSTILE = (
    "</script><script>alert(1)</script>",
    '=HYPERLINK("http://evil.example")',
    "A, B; C \\ D\nBEGIN:VEVENT",
    "<![CDATA[x]]> & <b>",
    "قرية مهرجان \u202eשלום\u202c 🎉",  # noqa: RUF001 - right to left
    "]]> --> %00 ${x} {{ y }}",
    "nul\x00 bell\x07 escape\x1b",
)
SITE = "https://filofesta.example/"
RULE = TimingRule(
    id="prova-1",
    festival_id="prova",
    variant="published",
    rrule="FREQ=YEARLY;BYMONTH=10;BYDAY=2SU,3SU",
    offset_days=0,
    duration_days=1,
    date_status=DateStatus.RULE_BASED,
    note="",
    confidence=Confidence.HIGH,
    sources=("page-1",),
)


def feast_catalogue() -> Catalogue:
    """Return a feast of two weekends, one over New Year that is called off, and a stand-in."""
    known = build_world().catalogue
    two_weekends = build_edition(
        "prova", date(2027, 10, 2), id="prova-2027", date_status=DateStatus.ANNOUNCED
    )
    days = tuple(date(2027, 10, day) for day in (2, 3, 9))
    over = build_edition("isola", date(2027, 12, 30), 4, id="isola-2027", cancelled=True)
    first = known.festivals["prova"]
    texts = Description("Pane, vino; «ròba» \\ altro", "Fête d’été à l’œuvre", "Bread & <wine>")
    awkward = replace(first, description=texts, names_alt=("Altra",), locality="Centro, su")
    return replace(
        known,
        festivals={**known.festivals, "prova": awkward},
        rules=(RULE,),
        editions=(replace(two_weekends, days=days), over, known.editions[-1]),
    )


def named(text: str) -> Catalogue:
    """Return the catalogue with one text in every place where outside text stands."""
    known = feast_catalogue()
    feast = replace(
        known.festivals["prova"],
        name=text,
        names_alt=(text,),
        municipality=text,
        locality=text,
        organiser=text,
        description=Description(text, text, text),
    )
    return replace(known, festivals={**known.festivals, "prova": feast})


def plain_texts() -> st.SearchStrategy[str]:
    """Return texts of letters that every format can hold, on one line, with the usual traps."""
    letters = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"))
    traps = st.sampled_from((", ", "; ", "\\", '"', "<b>", "&amp;", "🎉", "שלום", "مهرجان", "]]>"))
    parts = st.lists(st.one_of(st.text(letters, min_size=1, max_size=8), traps), max_size=5)
    return parts.map(lambda found: " ".join("".join(found).split()) or "x")


def build_many(area: Area = Area.TUSCANY) -> Catalogue:
    """Return more feasts than a page of the API holds."""
    known = build_world().catalogue
    many = {f"f{n}": build_festival(f"f{n}", area) for n in range(7)}
    return replace(known, festivals=many, editions=())
