"""What may be done in a unit. A permission is always held in one unit; nothing is held everywhere."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One right in one unit; the value is stored in adjustments and tokens and never changes."""

    CASE_ENTER = "case_enter"
    CASE_VIEW_UNIT = "case_view_unit"
    CASE_VIEW_ASSIGNED = "case_view_assigned"
    CASE_ASSIGN = "case_assign"
    CASE_WORK = "case_work"
    CASE_ANSWER = "case_answer"
    CASE_CLOSE = "case_close"
    CASE_CORRECT = "case_correct"
    CASE_MOVE = "case_move"
    CASE_RECEIVE = "case_receive"
    CASE_UNSEAL = "case_unseal"
    CASE_EXPORT = "case_export"
    COMPETENCE_DECIDE = "competence_decide"
    WORKLOAD_VIEW = "workload_view"
    OVERSIGHT_VIEW = "oversight_view"
    OVERSIGHT_EXPORT = "oversight_export"
    ACCOUNT_MANAGE = "account_manage"
    ROLE_MANAGE = "role_manage"
    UNIT_CONFIGURE = "unit_configure"
    AUDIT_VIEW = "audit_view"
    TOKEN_USE = "token_use"

    @property
    def label(self) -> str | Promise:
        """The words of the office for this right."""
        return LABELS[self]


LABELS: dict[Permission, str | Promise] = {
    Permission.CASE_ENTER: _("Vào sổ đơn, tiếp công dân"),
    Permission.CASE_VIEW_UNIT: _("Xem mọi vụ việc của đơn vị"),
    Permission.CASE_VIEW_ASSIGNED: _("Xem vụ việc được phân công"),
    Permission.CASE_ASSIGN: _("Phân công cán bộ"),
    Permission.CASE_WORK: _("Ghi chú, đính kèm, yêu cầu bổ sung"),
    Permission.CASE_ANSWER: _("Trả lời công dân"),
    Permission.CASE_CLOSE: _("Kết thúc vụ việc"),
    Permission.CASE_CORRECT: _("Sửa sai sót có lưu vết"),
    Permission.CASE_MOVE: _("Chuyển đơn, trình lên, giao xuống, rút lại"),
    Permission.CASE_RECEIVE: _("Tiếp nhận, trả lại vụ việc đến"),
    Permission.CASE_UNSEAL: _("Mở niêm phong danh tính người tố cáo"),
    Permission.CASE_EXPORT: _("Xuất danh sách vụ việc"),
    Permission.COMPETENCE_DECIDE: _("Quyết định đơn vị có thẩm quyền"),
    Permission.WORKLOAD_VIEW: _("Xem khối lượng việc của cán bộ"),
    Permission.OVERSIGHT_VIEW: _("Xem số liệu giám sát"),
    Permission.OVERSIGHT_EXPORT: _("Xuất số liệu giám sát"),
    Permission.ACCOUNT_MANAGE: _("Quản lý tài khoản của đơn vị"),
    Permission.ROLE_MANAGE: _("Quản lý quyền của vai trò"),
    Permission.UNIT_CONFIGURE: _("Cấu hình thông tin đơn vị"),
    Permission.AUDIT_VIEW: _("Xem nhật ký đơn vị"),
    Permission.TOKEN_USE: _("Dùng mã truy cập API"),
}

# How the page of rights groups the rows; every permission stands in exactly one group (tested).
GROUPS: tuple[tuple[str | Promise, tuple[Permission, ...]], ...] = (
    (
        _("Xem vụ việc"),
        (Permission.CASE_VIEW_UNIT, Permission.CASE_VIEW_ASSIGNED, Permission.CASE_UNSEAL, Permission.CASE_EXPORT),
    ),
    (
        _("Giải quyết vụ việc"),
        (
            Permission.CASE_ENTER,
            Permission.CASE_ASSIGN,
            Permission.CASE_WORK,
            Permission.CASE_ANSWER,
            Permission.CASE_CLOSE,
            Permission.CASE_CORRECT,
        ),
    ),
    (_("Đến và đi"), (Permission.CASE_RECEIVE, Permission.CASE_MOVE, Permission.COMPETENCE_DECIDE)),
    (_("Giám sát"), (Permission.WORKLOAD_VIEW, Permission.OVERSIGHT_VIEW, Permission.OVERSIGHT_EXPORT)),
    (
        _("Quản trị"),
        (
            Permission.ACCOUNT_MANAGE,
            Permission.ROLE_MANAGE,
            Permission.UNIT_CONFIGURE,
            Permission.AUDIT_VIEW,
            Permission.TOKEN_USE,
        ),
    ),
)

# A program holding a token never manages people or rights, never opens a sealed identity and makes no further token.
TOKEN_SCOPES: frozenset[Permission] = frozenset(Permission) - {
    Permission.ACCOUNT_MANAGE,
    Permission.ROLE_MANAGE,
    Permission.CASE_UNSEAL,
    Permission.TOKEN_USE,
}
