"""A document made ready for print: every word that stands on the paper, and which layout it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.levels import Line
from tenants.documents.enums import DocumentKind as K
from tenants.documents.rules import bodies, series
from tenants.documents.rules.letterheads import Letterhead

# The words over the text; kinds that have no heading are letters.
HEADINGS: dict[K, str] = {
    K.PLAN: "Kế hoạch",
    K.SCHEDULE_NOTICE: "Thông báo",
    K.CHANGE_NOTICE: "Thông báo",
    K.INVITATION: "Giấy mời",
    K.SPEECH_SLIP: "Phiếu đăng ký phát biểu",
    K.RECEIPT: "Giấy biên nhận",
    K.REFUSAL: "Thông báo",
    K.MINUTES: "Biên bản",
    K.CONCLUSION_NOTICE: "Thông báo",
    K.GUIDANCE: "Phiếu hướng dẫn",
    K.TRANSFER_SLIP: "Phiếu chuyển đơn",
    K.REGISTER: "Sổ tiếp công dân",
    K.PROGRAMME: "Chương trình",
    K.HOUSE_RULES: "Nội quy",
    K.REGULATION: "Quy chế",
    K.ADVISORY_TEAM: "Quyết định",
    K.APPROVAL_PACK: "Tờ trình",
    K.SUBMISSION: "Báo cáo",
    K.SUMMARY: "Báo cáo",
}
LAYOUTS: dict[K, str] = {
    K.SPEECH_SLIP: "slip",
    K.MINUTES: "minutes",
    K.ANSWER: "letter",
    K.LETTER: "letter",
}
LANDSCAPE = frozenset({K.REGISTER})
# On these one is invited, on the others addressed.
_GREETINGS = {K.INVITATION: "Kính mời:"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: the layout and everything printed on it."""

    layout: str
    line: str
    title: str
    symbol: str
    number_line: str
    about: str
    head: Letterhead
    dated: str
    body: Mapping[str, Any]
    copies: list[str]
    block: list[str]
    signer: str
    greeting: str
    is_draft: bool
    is_letter: bool
    is_landscape: bool
    size: float = 13.5
    form: str = ""

    def as_json(self) -> dict[str, Any]:
        """What the layouts read; every part is there, an empty one empty."""
        body = self.body
        return {
            "line": self.line,
            "title": self.title,
            "symbol": self.symbol,
            "number-line": self.number_line,
            "about": self.about,
            "above": self.head.above,
            "office": list(self.head.office),
            "place": self.head.place,
            "date": self.dated,
            "landscape": self.is_landscape,
            "draft": self.is_draft,
            "letter": self.is_letter,
            "size": self.size,
            "form": self.form,
            "greeting": self.greeting,
            "addressees": list(body.get("addressees") or []),
            "basis": [str(one).rstrip(";. ") for one in body.get("basis") or []],
            "opening": lines(body.get("opening")),
            "facts": [[str(one[0]), str(one[1])] for one in body.get("facts") or [] if str(one[1]).strip()],
            "paragraphs": [one for text in body.get("paragraphs") or [] for one in lines(text)],
            "table": body.get("table"),
            "items": list(body.get("items") or []),
            "sections": [_section(one) for one in body.get("sections") or []],
            "blanks": list(body.get("blanks") or []),
            "closing": lines(body.get("closing")),
            "closing-lines": list(body.get("closing_lines") or []),
            "signatures": list(body.get("signatures") or []),
            "copies": self.copies,
            "archive": f"- {self.head.kept}",
            "block": self.block,
            "signer": self.signer,
        }


def paper(
    kind: K | str,
    line: Line | str,
    *,
    title: str,
    body: Mapping[str, Any],
    recipients: list[dict[str, str]],
    head: Letterhead,
    symbol: str,
    dated_on: date | None,
    today: date,
    block: list[str],
    signer: str,
    is_draft: bool,
) -> Paper:
    """Put a document's parts on paper. Without a date the day and the month stay open."""
    kind = K(kind)
    is_letter = kind not in HEADINGS
    about = str(body.get("about") or title)
    greeting = _GREETINGS.get(kind, "Kính gửi:")
    copies = [str(one.get("name", "")) for one in recipients if one.get("name")]
    if not copies and kind in (K.INVITATION, K.ANSWER, K.LETTER):
        copies = ["Như trên"]
    return Paper(
        layout=LAYOUTS.get(kind, "letter" if is_letter else "notice"),
        line=Line(line).value,
        title=HEADINGS.get(kind, "Công văn"),
        symbol=symbol,
        number_line=series.number_line(line, symbol),
        about=_in_sentence(about) if is_letter and line == Line.GOVERNMENT else about,
        head=head,
        dated=bodies.day(dated_on) if dated_on else f"ngày …… tháng …… năm {today.year}",
        body=body,
        copies=copies,
        block=block,
        signer=signer,
        greeting=greeting,
        is_draft=is_draft,
        is_letter=is_letter,
        is_landscape=kind in LANDSCAPE,
        size=12.0 if kind in LANDSCAPE else 13.5,
        form=str(body.get("form") or ""),
    )


def lines(text: Any) -> list[str]:
    """The paragraphs of a text: its lines that say something."""
    return [line.strip() for line in str(text or "").split("\n") if line.strip()]


def _section(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "heading": str(given.get("heading", "")),
        "paragraphs": list(given.get("paragraphs") or []),
        "items": list(given.get("items") or []),
        "table": given.get("table"),
    }


def _in_sentence(about: str) -> str:
    # After "V/v" the words go on in small letters, unless they begin with an abbreviation.
    return about[:1].lower() + about[1:] if about[1:2].islower() or about[1:2] == " " else about
