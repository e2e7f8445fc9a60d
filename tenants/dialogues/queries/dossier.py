"""The dossier of a conference, with exactly the columns of plan S4-21: page, print and xlsx say the same."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tenants.conclusions.enums import Route
from tenants.dialogues.enums import OpinionSource
from tenants.dialogues.enums import OpinionStatus as O
from tenants.dialogues.models import Conference, Opinion

COLUMNS = (
    _("Ý kiến thu thập được"),
    _("Tên tổ chức, cá nhân"),
    _("Nội dung kiến nghị"),
    _("Nội dung trả lời"),
    _("Kết quả đã giải quyết hoặc hướng sẽ giải quyết"),
    _("Thời gian giải quyết"),
    _("Cơ quan giải quyết"),
    _("Việc cần kiểm tra, làm rõ, trả lời sau"),
    _("Việc ghi nhận, báo cáo cấp có thẩm quyền"),
)
# Only what the columns say: a conference may have hundreds of opinions.
READ = (
    *("source", "source_name", "person_name", "text", "status", "route", "prepared", "answer", "answered_by"),
    *("legal_basis", "cleared_note", "cleared_on", "direction", "lead_name", "expected_on", "replied_on"),
)


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One opinion in the nine columns."""

    collected: str
    name: str
    content: str
    answer: str
    result: str
    on: date | None
    body: str
    check_later: str
    report_up: str

    def cells(self) -> list[str | date | None]:
        """In the order of the columns."""
        return [
            self.collected,
            self.name,
            self.content,
            self.answer,
            self.result,
            self.on,
            self.body,
            self.check_later,
            self.report_up,
        ]


def dossier_of(conference: Conference) -> list[DossierRow]:
    """Every opinion, in speaking order; one query."""
    rows = []
    for one in Opinion.objects.filter(conference=conference).only(*READ).order_by("speaking_no", "entered_at", "id"):
        is_check = one.route == Route.VERIFY
        is_up = one.route in (Route.SUBMIT_UP, Route.POLICY)
        answered = one.answer or (one.prepared if one.status in (O.PREPARED, O.CLEARED) else "")
        rows.append(
            DossierRow(
                collected=" · ".join(
                    part
                    for part in (str(OpinionSource(one.source).label), one.source_name if one.person_name else "")
                    if part
                ),
                name=one.person_name or one.source_name,
                content=one.text,
                answer=answered + (f"\n({one.legal_basis})" if answered and one.legal_basis else ""),
                result=one.cleared_note if one.status == O.CLEARED else one.direction or str(O(one.status).label),
                on=one.replied_on or one.expected_on or one.cleared_on,
                body=one.lead_name or one.answered_by,
                check_later=one.direction or one.text if is_check and one.status == O.ASSIGNED else "",
                report_up=one.direction or one.text if is_up else "",
            )
        )
    return rows
