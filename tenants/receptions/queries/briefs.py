"""The brief of one registration: content, who asks, the road of its case, what bodies sent in; plain text the office edits."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.journal import events
from tenants.cases import policies as case_policies
from tenants.cases.models import Answer, Case
from tenants.conclusions.models import Task
from tenants.receptions.models import Registration
from tenants.receptions.rules.plan_terms import Criterion

STEPS = {
    "case_taken_in": "Tiếp nhận",
    "case_assigned": "Phân công giải quyết",
    "case_answered": "Trả lời công dân",
    "case_closed": "Kết thúc",
    "petition_joined": "Nhận thêm đơn cùng nội dung",
}


@dataclass(frozen=True)
class CaseLine:
    """A linked case as everybody on the registration may read it; ``url_id`` only for who may open it."""

    number: str
    status: str
    outcome: str
    url_id: UUID | None


def linked_case(row: Registration, actor: Actor) -> CaseLine | None:
    """Number, status and outcome of the linked case; nothing else without a right on the case itself."""
    if row.case_id is None:
        return None
    case = Case.objects.unsealed().filter(pk=row.case_id).first()
    if case is None:
        return None
    visible = case_policies.visible_cases(actor).filter(pk=case.pk).exists()
    return CaseLine(case.number, str(case.get_status_display()), outcome_line(case), case.pk if visible else None)


def outcome_line(case: Case) -> str:
    """How a case ended or was answered, in one line; of a denunciation only whether."""
    last = Answer.objects.filter(case=case).order_by("-answered_on", "-entered_at").first()
    parts = []
    if last is not None:
        parts.append(f"{last.get_kind_display()} ({last.answered_on:%d/%m/%Y})")
    if case.outcome and not case.is_denunciation:
        first = case.outcome.strip().split("\n")[0]
        parts.append(first if len(first) <= 200 else first[:197] + "…")
    return "; ".join(parts)


def brief_of(row: Registration) -> str:
    """The brief in Vietnamese, as the office prints it; a sealed name is not in it."""
    with translation.override("vi"):
        parts = [_content(row), _history(row), _papers(row)]
    return "\n\n".join(part for part in parts if part)


def _content(row: Registration) -> str:
    who = row.names or _("Danh tính niêm phong")
    flags = ", ".join(str(Criterion(flag).label).lower() for flag in row.flags if flag in Criterion.values)
    lines = ["1. " + _("Nội dung"), f"{who}; {row.person_count} " + _("người") + f". {row.matter}"]
    if flags:
        lines.append(_("Tính chất: %(flags)s.") % {"flags": flags})
    if row.settled_by:
        lines.append(_("Đã được %(by)s giải quyết, công dân chưa đồng tình.") % {"by": row.settled_by})
    return "\n".join(lines)


def _history(row: Registration) -> str:
    if row.case_id is None:
        return ""
    case = Case.objects.unsealed().filter(pk=row.case_id).first()
    if case is None:
        return ""
    lines = [
        "2. " + _("Quá trình giải quyết (vụ việc %(number)s)") % {"number": case.number},
        _("Nhận ngày %(day)s; trạng thái: %(status)s.")
        % {"day": f"{case.received_on:%d/%m/%Y}", "status": case.get_status_display()},
    ]
    for event in events.of_case(case.pk).filter(kind__in=sorted(STEPS)):
        lines.append(f"– {clock.day_of(event.at):%d/%m/%Y}: {STEPS[event.kind]}")
    if outcome := outcome_line(case):
        lines.append(_("Kết quả: %(outcome)s.") % {"outcome": outcome})
    return "\n".join(lines)


def _papers(row: Registration) -> str:
    tasks = list(Task.objects.preparations().filter(registration_id=row.pk).order_by("assigned_on", "id"))
    if not tasks:
        return ""
    lines = ["3. " + _("Ý kiến, hồ sơ của các cơ quan")]
    for task in tasks:
        said = task.agreed or task.result or _("chưa có báo cáo")
        lines.append(f"– {task.lead_name}: {said}")
    return "\n".join(lines)
