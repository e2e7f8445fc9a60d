"""The verbs of tasks and conclusions: the right each needs, when it is possible, its name on a button."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import errors
from tenants.conclusions.enums import ConclusionStatus, TaskKind, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.policies.seeing import (
    conclusion_not_found,
    only_observes,
    sees,
    speaks_for_head,
    task_not_found,
)
from tenants.conclusions.rules import closing


@dataclass(frozen=True)
class Verdict:
    """Whether, and if not, why not: the sentence shown under "vì sao chưa được"."""

    ok: bool
    reason: str = ""
    code: str = ""

    def require(self) -> None:
        """Raise what a refusal means: unseen, not permitted, or not possible now."""
        if self.ok:
            return
        if self.code == "task_not_found":
            raise task_not_found()
        if self.code == "conclusion_not_found":
            raise conclusion_not_found()
        if self.code == "not_permitted":
            raise errors.NotPermitted(self.code, self.reason)
        raise errors.InvalidTransition(self.code, self.reason)


YES = Verdict(True)


def _no(code: str, reason: str) -> Verdict:
    return Verdict(False, reason, code)


def _always(actor: Actor, row: Task | Conclusion) -> Verdict:
    return YES


def _open(actor: Actor, task: Task) -> Verdict:
    if task.status == TaskStatus.DRAFT:
        return _no("not_assigned", _("Nhiệm vụ chưa được giao."))
    if not task.is_open:
        return _no("task_ended", _("Nhiệm vụ đã kết thúc."))
    return YES


def _fresh(actor: Actor, task: Task) -> Verdict:
    if task.acknowledged_at is not None:
        return _no("already_acknowledged", _("Đã nhận việc."))
    return _working(actor, task)


def _working(actor: Actor, task: Task) -> Verdict:
    if task.status == TaskStatus.REPORTED:
        return _no("already_reported", _("Đã báo cáo kết quả; chờ người giao xem xét."))
    return _open(actor, task)


def _obstructed(actor: Actor, task: Task) -> Verdict:
    if task.status != TaskStatus.OBSTACLE:
        return _no("no_obstacle", _("Không có vướng mắc nào đang chờ ý kiến."))
    if not speaks_for_head(actor, task.line):
        return _no("not_permitted", _("Vướng mắc do người đứng đầu, hoặc người được ủy quyền, cho ý kiến."))
    return YES


def _reporting(actor: Actor, task: Task) -> Verdict:
    if task.status == TaskStatus.OBSTACLE:
        return _no("obstacle_open", _("Có vướng mắc đang chờ người đứng đầu cho ý kiến."))
    return _working(actor, task)


def _reported(actor: Actor, task: Task) -> Verdict:
    if task.status != TaskStatus.REPORTED:
        return _no("not_reported", _("Chưa có kết quả để xem xét."))
    return YES


def _answering(actor: Actor, task: Task) -> Verdict:
    if not task.needs_citizen_answer or task.kind == TaskKind.PREPARATION:
        return _no("no_answer_needed", _("Nhiệm vụ này không phải trả lời công dân."))
    if task.answered_on is not None:
        return _no("already_answered", _("Đã trả lời công dân ngày %(day)s.") % {"day": f"{task.answered_on:%d/%m/%Y}"})
    return _open(actor, task)


def _closing(actor: Actor, task: Task) -> Verdict:
    verdict = _open(actor, task)
    if not verdict.ok:
        return verdict
    if task.status == TaskStatus.OBSTACLE:
        return _no("obstacle_open", _("Có vướng mắc đang chờ người đứng đầu cho ý kiến."))
    lacking = closing.missing(
        is_preparation=task.kind == TaskKind.PREPARATION,
        reported_on=task.reported_on,
        answered_on=task.answered_on,
        needs_answer=task.needs_citizen_answer,
    )
    return _no("closing_incomplete", closing.sentence(lacking)) if lacking else YES


def _preparation(actor: Actor, task: Task) -> Verdict:
    if task.kind != TaskKind.PREPARATION:
        return _no("not_preparation", _("Chỉ việc chuẩn bị trước buổi tiếp mới có bước này."))
    return _open(actor, task)


def _link(actor: Actor, row: Task | Conclusion) -> Verdict:
    if not (actor.is_head and actor.may(P.RECEPTION_DECIDE) and row.line in actor.lines):
        return _no("not_permitted", _("Chỉ người đứng đầu của kênh này mới cho kênh kia xem."))
    return YES


def _draft(actor: Actor, conclusion: Conclusion) -> Verdict:
    if conclusion.status != ConclusionStatus.DRAFT:
        return _no("already_issued", _("Kết luận đã được thông báo; nội dung không sửa nữa."))
    return YES


TaskRule = Callable[[Actor, Task], Verdict]
ConclusionRule = Callable[[Actor, Conclusion], Verdict]
WORK = frozenset({P.TASK_WORK})
DIRECT = frozenset({P.TASK_DIRECT})
BOTH = WORK | DIRECT
DICTATE = frozenset({P.RECEPTION_RECORD, P.RECEPTION_DECIDE})
ANY: frozenset[P] = frozenset()

VERBS: dict[str, tuple[frozenset[P], TaskRule]] = {
    "view": (ANY, _always),
    "acknowledge": (WORK, _fresh),
    "progress": (WORK, _working),
    "obstacle": (WORK, _reporting),
    "settle_obstacle": (BOTH | {P.RECEPTION_DECIDE}, _obstructed),
    "result": (WORK, _reporting),
    "receive": (BOTH | {P.RECEPTION_ARRANGE}, _preparation),
    "agree": (frozenset({P.RECEPTION_ARRANGE, P.TASK_DIRECT}), _preparation),
    "return_result": (DIRECT, _reported),
    "answer": (BOTH, _answering),
    "close": (DIRECT | {P.RECEPTION_ARRANGE}, _closing),
    "assign": (DIRECT, _open),
    "extend": (DIRECT, _open),
    "urge": (DIRECT | {P.RECEPTION_ARRANGE}, _open),
    "cancel": (DIRECT, _open),
    "link": (frozenset({P.RECEPTION_DECIDE}), _link),
}
CONCLUSION_VERBS: dict[str, tuple[frozenset[P], ConclusionRule]] = {
    "view": (ANY, _always),
    "edit": (DICTATE, _draft),
    "notice": (frozenset({P.DOCUMENT_DRAFT}), _draft),
    "issue": (frozenset({P.DOCUMENT_ISSUE, P.TASK_DIRECT}), _draft),
    "link": (frozenset({P.RECEPTION_DECIDE}), _link),
}
LABELS = {
    "acknowledge": _lazy("Nhận việc"),
    "progress": _lazy("Báo tiến độ"),
    "obstacle": _lazy("Báo vướng mắc"),
    "settle_obstacle": _lazy("Cho ý kiến vướng mắc"),
    "result": _lazy("Báo cáo kết quả"),
    "receive": _lazy("Ghi đã nhận hồ sơ"),
    "agree": _lazy("Ghi quan điểm thống nhất"),
    "return_result": _lazy("Trả lại kết quả"),
    "answer": _lazy("Ghi trả lời công dân"),
    "close": _lazy("Hoàn thành"),
    "assign": _lazy("Giao lại"),
    "extend": _lazy("Gia hạn"),
    "urge": _lazy("Đôn đốc"),
    "cancel": _lazy("Không thực hiện nữa"),
    "link": _lazy("Cho kênh kia xem"),
    "edit": _lazy("Sửa dự thảo"),
    "notice": _lazy("Soạn thông báo kết luận"),
    "issue": _lazy("Thông báo kết luận, giao nhiệm vụ"),
}


def may(actor: Actor, verb: str, row: Task | Conclusion) -> Verdict:
    """Whether the actor may do ``verb`` to this task or conclusion now, and if not, why not."""
    is_task = isinstance(row, Task)
    if not sees(actor, row):
        return _no("task_not_found" if is_task else "conclusion_not_found", _("Không tìm thấy."))
    needed, rule = VERBS[verb] if isinstance(row, Task) else CONCLUSION_VERBS[verb]
    if verb == "view":
        return YES
    if row.line not in actor.lines:
        return _no("not_permitted", _("Bạn chỉ được xem: việc này thuộc kênh kia."))
    if only_observes(actor) or not any(actor.may(one) for one in needed):
        return _no("not_permitted", _("Vai trò của bạn không có quyền làm việc này."))
    if isinstance(row, Task) and not _has_part(actor, row):
        return _no("not_permitted", _("Nhiệm vụ này giao cho người khác."))
    return rule(actor, row)  # type: ignore[arg-type]  # chosen by the kind of the row above


def _has_part(actor: Actor, task: Task) -> bool:
    """The office acts for every body; who only works on tasks acts on the own ones."""
    office = (P.TASK_DIRECT, P.RECEPTION_ARRANGE, P.RECEPTION_RECORD)
    return any(actor.may(one) for one in office) or task.officer_id == actor.account_id
