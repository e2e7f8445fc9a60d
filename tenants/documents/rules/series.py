"""Numbers of papers: which series a kind counts in, and how a number is printed on each line.

Decree 30/2020 Art. 15: numbers begin with 01 on 1 January and end on 31 December. Party papers: "Số 97-KH/TU".
"""

from registry.levels import Line
from tenants.documents.enums import DocumentKind as K

# The abbreviation of the kind (Decree 30/2020, annex III; the Party's forms use the same). "CV": a letter.
FAMILY: dict[K, str] = {
    K.PLAN: "KH",
    K.SCHEDULE_NOTICE: "TB",
    K.CHANGE_NOTICE: "TB",
    K.INVITATION: "GM",
    K.SPEECH_SLIP: "PĐK",
    K.RECEIPT: "GBN",
    K.REFUSAL: "TB",
    K.MINUTES: "BB",
    K.CONCLUSION_NOTICE: "TB",
    K.GUIDANCE: "PHD",
    K.TRANSFER_SLIP: "PC",
    K.ANSWER: "CV",
    K.REGISTER: "STD",
    K.PROGRAMME: "CTr",
    K.HOUSE_RULES: "NQ",
    K.REGULATION: "QC",
    K.ADVISORY_TEAM: "QĐ",
    K.APPROVAL_PACK: "TTr",
    K.SUBMISSION: "BC",
    K.SUMMARY: "BC",
    K.LETTER: "CV",
}
LETTERS = "CV"


def series_of(kind: K | str, line: Line | str) -> str:
    """The key of the counter: line and family. "PARTY.TB" and "GOVERNMENT.TB" never share a number."""
    return f"{Line(line).value}.{FAMILY[K(kind)]}"


def symbol(kind: K | str, line: Line | str, number: int, office_code: str, own: str = "") -> str:
    """ "15/TB-UBND", a letter "15/UBND"; on the Party line "97-KH/TU", a letter "97-CV/TU".

    ``own``: what the unit writes after the number for this kind ("TB/ĐU", "TB-UBND").
    """
    family = FAMILY[K(kind)]
    is_party = line == Line.PARTY
    if not own:
        own = f"{family}/{office_code}" if is_party else office_code if family == LETTERS else f"{family}-{office_code}"
    return f"{number:02d}{'-' if is_party else '/'}{own}"


def number_line(line: Line | str, symbol: str) -> str:
    """The line under the office's name: "Số: 15/TB-UBND", "Số 97-KH/TU"."""
    return f"{'Số ' if line == Line.PARTY else 'Số: '}{symbol}"


def open_symbol(kind: K | str, line: Line | str, office_code: str, own: str = "") -> str:
    """The symbol before the signing, with a gap where the number will stand."""
    return "……" + symbol(kind, line, 0, office_code, own)[2:]
