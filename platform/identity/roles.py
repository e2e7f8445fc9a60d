"""The closed list of roles, what each may do from the start, and how far a unit may widen it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from identity.permissions import Permission as P


class Role(models.TextChoices):
    """A role in a unit; the presets and ceilings below are data of the product, adjustments are data of the unit."""

    SECRETARY = "secretary", _("Bí thư")
    DEPUTY_SECRETARY = "deputy_secretary", _("Phó Bí thư")
    CHAIRMAN = "chairman", _("Chủ tịch UBND")
    VICE_CHAIRMAN = "vice_chairman", _("Phó Chủ tịch UBND")
    OFFICE_CHIEF = "office_chief", _("Chánh Văn phòng")
    RECEPTION_OFFICER = "reception_officer", _("Cán bộ tiếp công dân")
    HANDLER = "handler", _("Cán bộ xử lý")
    RECORDS_CLERK = "records_clerk", _("Văn thư")
    MINUTES_TAKER = "minutes_taker", _("Thư ký")
    INSPECTOR = "inspector", _("Người kiểm tra")
    SUPERVISOR = "supervisor", _("Người giám sát")
    OBSERVER = "observer", _("Quan sát viên")
    SECURITY_LIAISON = "security_liaison", _("Đầu mối an ninh")
    UNIT_ADMIN = "unit_admin", _("Quản trị đơn vị")
    AUDITOR = "auditor", _("Người xem nhật ký")
    PLATFORM_OPERATOR = "platform_operator", _("Vận hành hệ thống")


_VIEW = frozenset({P.CASE_VIEW_UNIT, P.CASE_VIEW_ASSIGNED})
_MEETING = frozenset({P.RECEPTION_VIEW, P.CONCLUSION_VIEW, P.DOCUMENT_VIEW})
_OFFICE = _MEETING | {
    P.RECEPTION_ARRANGE,
    P.RECEPTION_RECORD,
    P.REGISTRATION_ENTER,
    P.DOCUMENT_DRAFT,
    P.NOTICE_SEND,
    P.TASK_WORK,
}
_HEAD = (
    _VIEW
    | _MEETING
    | {
        P.RECEPTION_DECIDE,
        P.TASK_DIRECT,
        P.DOCUMENT_SIGN,
        P.CASE_ASSIGN,
        P.CASE_ANSWER,
        P.CASE_CLOSE,
        P.CASE_MOVE,
        P.CASE_RECEIVE,
        P.CASE_UNSEAL,
        P.COMPETENCE_DECIDE,
        P.WORKLOAD_VIEW,
        P.OVERSIGHT_VIEW,
        P.OVERSIGHT_URGE,
        P.REPORT_DECIDE,
        P.TOKEN_USE,
    }
)
_CASE_ALL = frozenset(p for p in P if p.value.startswith("case_")) - {P.CASE_UNSEAL}
_CHIEF = (
    _CASE_ALL
    | _OFFICE
    | {
        P.COMPETENCE_DECIDE,
        P.WORKLOAD_VIEW,
        P.OVERSIGHT_VIEW,
        P.OVERSIGHT_URGE,
        P.REPORT_PREPARE,
        P.REPORT_DECIDE,
        P.PLAN_MANAGE,
        P.TASK_DIRECT,
        P.DOCUMENT_SIGN,
        P.DOCUMENT_ISSUE,
        P.TOKEN_USE,
    }
)
_OFFICER = (
    _VIEW
    | _OFFICE
    | {
        P.CASE_ENTER,
        P.CASE_ASSIGN,
        P.CASE_WORK,
        P.CASE_CORRECT,
        P.CASE_MOVE,
        P.CASE_RECEIVE,
        P.REPORT_PREPARE,
        P.TOKEN_USE,
    }
)
_HANDLER = frozenset(
    {
        P.CASE_VIEW_ASSIGNED,
        P.CASE_WORK,
        P.CASE_ANSWER,
        P.CASE_CLOSE,
        P.CASE_MOVE,
        P.TASK_WORK,
        P.DOCUMENT_DRAFT,
        P.TOKEN_USE,
    }
)
_RECORDS = (
    _VIEW
    | _MEETING
    | {
        P.CASE_ENTER,
        P.CASE_RECEIVE,
        P.REGISTRATION_ENTER,
        P.DOCUMENT_DRAFT,
        P.DOCUMENT_ISSUE,
        P.NOTICE_SEND,
    }
)
# What a team may read of another unit comes from an announced inspection, never from the role.
_INSPECTOR = frozenset({P.INSPECTION_WORK, P.TOKEN_USE})
_MINUTES = frozenset({P.RECEPTION_VIEW, P.RECEPTION_RECORD})
_ADMIN = frozenset({P.ACCOUNT_MANAGE, P.ROLE_MANAGE, P.UNIT_CONFIGURE, P.AUDIT_VIEW})

PRESETS: dict[Role, frozenset[P]] = {
    Role.SECRETARY: _HEAD,
    # A deputy acts when delegated (tenants.staff.Delegation): the preset sees, answers and signs for the head.
    Role.DEPUTY_SECRETARY: _HEAD - {P.CASE_UNSEAL, P.COMPETENCE_DECIDE, P.RECEPTION_DECIDE},
    Role.CHAIRMAN: _HEAD,
    Role.VICE_CHAIRMAN: _HEAD - {P.CASE_UNSEAL, P.COMPETENCE_DECIDE, P.RECEPTION_DECIDE},
    Role.OFFICE_CHIEF: _CHIEF,
    Role.RECEPTION_OFFICER: _OFFICER,
    Role.HANDLER: _HANDLER,
    Role.RECORDS_CLERK: _RECORDS,
    Role.MINUTES_TAKER: _MINUTES,
    Role.INSPECTOR: _INSPECTOR,
    Role.SUPERVISOR: frozenset({P.OVERSIGHT_VIEW, P.OVERSIGHT_EXPORT, P.OVERSIGHT_URGE, P.REPORT_DECIDE, P.TOKEN_USE}),
    Role.OBSERVER: frozenset({P.CONCLUSION_VIEW}),
    Role.SECURITY_LIAISON: frozenset({P.SECURITY_PLAN}),
    Role.UNIT_ADMIN: _ADMIN | {P.TOKEN_USE},
    Role.AUDITOR: frozenset({P.AUDIT_VIEW}),
    Role.PLATFORM_OPERATOR: frozenset(),
}

_HEAD_MOST = _HEAD | _CASE_ALL | _OFFICE | {P.PLAN_MANAGE, P.OVERSIGHT_EXPORT, P.REPORT_PREPARE, P.AUDIT_VIEW}

# The most a unit may give a role. Nobody who administers accounts may reach a case through the same role,
# and only heads and their deputies may ever open a sealed identity.
CEILINGS: dict[Role, frozenset[P]] = {
    Role.SECRETARY: _HEAD_MOST,
    Role.DEPUTY_SECRETARY: _HEAD_MOST,
    Role.CHAIRMAN: _HEAD_MOST,
    Role.VICE_CHAIRMAN: _HEAD_MOST,
    Role.OFFICE_CHIEF: _CHIEF | {P.OVERSIGHT_EXPORT, P.UNIT_CONFIGURE, P.AUDIT_VIEW},
    Role.RECEPTION_OFFICER: _OFFICER
    | {
        P.CASE_ANSWER,
        P.CASE_CLOSE,
        P.CASE_EXPORT,
        P.WORKLOAD_VIEW,
        P.PLAN_MANAGE,
        P.DOCUMENT_ISSUE,
        P.TASK_DIRECT,
    },
    Role.HANDLER: _HANDLER | _MEETING | {P.CASE_VIEW_UNIT, P.CASE_ENTER, P.CASE_CORRECT, P.CASE_RECEIVE},
    Role.RECORDS_CLERK: _RECORDS | {P.CASE_WORK, P.CASE_CORRECT, P.CASE_MOVE, P.CASE_EXPORT, P.TOKEN_USE},
    Role.MINUTES_TAKER: _MINUTES | {P.CASE_VIEW_ASSIGNED, P.CONCLUSION_VIEW, P.DOCUMENT_DRAFT},
    Role.INSPECTOR: _INSPECTOR | {P.OVERSIGHT_VIEW},
    Role.SUPERVISOR: frozenset({P.OVERSIGHT_VIEW, P.OVERSIGHT_EXPORT, P.OVERSIGHT_URGE, P.REPORT_DECIDE, P.TOKEN_USE}),
    Role.OBSERVER: frozenset({P.CONCLUSION_VIEW, P.OVERSIGHT_VIEW}),
    Role.SECURITY_LIAISON: frozenset({P.SECURITY_PLAN}),
    Role.UNIT_ADMIN: _ADMIN | {P.TOKEN_USE},
    Role.AUDITOR: frozenset({P.AUDIT_VIEW}),
    Role.PLATFORM_OPERATOR: frozenset(),
}

# Who signs in with a second factor: those who decide, see much or change others' rights.
SECOND_FACTOR_ROLES: frozenset[Role] = frozenset(
    {
        Role.SECRETARY,
        Role.CHAIRMAN,
        Role.OFFICE_CHIEF,
        Role.UNIT_ADMIN,
        Role.SUPERVISOR,
        Role.PLATFORM_OPERATOR,
    }
)

# The platform's own people are appointed from the command line, never by a unit.
ASSIGNABLE_ROLES: tuple[Role, ...] = tuple(role for role in Role if role != Role.PLATFORM_OPERATOR)

# Roles whose holders may be the head of a unit, i.e. whom a denunciation may name as head.
HEAD_ROLES: frozenset[Role] = frozenset({Role.SECRETARY, Role.CHAIRMAN})
