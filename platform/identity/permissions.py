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
    PLAN_MANAGE = "plan_manage"
    RECEPTION_VIEW = "reception_view"
    RECEPTION_ARRANGE = "reception_arrange"
    RECEPTION_DECIDE = "reception_decide"
    RECEPTION_RECORD = "reception_record"
    REGISTRATION_ENTER = "registration_enter"
    SECURITY_PLAN = "security_plan"
    CONCLUSION_VIEW = "conclusion_view"
    TASK_WORK = "task_work"
    TASK_DIRECT = "task_direct"
    DOCUMENT_VIEW = "document_view"
    DOCUMENT_DRAFT = "document_draft"
    DOCUMENT_SIGN = "document_sign"
    DOCUMENT_ISSUE = "document_issue"
    NOTICE_SEND = "notice_send"
    OVERSIGHT_VIEW = "oversight_view"
    OVERSIGHT_EXPORT = "oversight_export"
    OVERSIGHT_URGE = "oversight_urge"
    INSPECTION_WORK = "inspection_work"
    REPORT_PREPARE = "report_prepare"
    REPORT_DECIDE = "report_decide"
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
    Permission.PLAN_MANAGE: _("Lập kế hoạch tiếp dân, đối thoại của năm"),
    Permission.RECEPTION_VIEW: _("Xem lịch tiếp, buổi tiếp, hội nghị đối thoại"),
    Permission.RECEPTION_ARRANGE: _("Chuẩn bị buổi tiếp, hội nghị đối thoại"),
    Permission.RECEPTION_DECIDE: _("Quyết định buổi tiếp, thành phần, nội dung, kết luận"),
    Permission.RECEPTION_RECORD: _("Ghi diễn biến, biên bản buổi tiếp, hội nghị"),
    Permission.REGISTRATION_ENTER: _("Nhận đăng ký gặp người đứng đầu"),
    Permission.SECURITY_PLAN: _("Lập phương án an ninh, ghi sự cố"),
    Permission.CONCLUSION_VIEW: _("Xem kết luận và tiến độ thực hiện"),
    Permission.TASK_WORK: _("Thực hiện nhiệm vụ được giao"),
    Permission.TASK_DIRECT: _("Giao, đôn đốc, gia hạn nhiệm vụ"),
    Permission.DOCUMENT_VIEW: _("Xem văn bản đã phát hành"),
    Permission.DOCUMENT_DRAFT: _("Soạn văn bản"),
    Permission.DOCUMENT_SIGN: _("Ký văn bản"),
    Permission.DOCUMENT_ISSUE: _("Phát hành, thu hồi văn bản"),
    Permission.NOTICE_SEND: _("Gửi thông báo, giấy mời"),
    Permission.OVERSIGHT_VIEW: _("Xem số liệu giám sát"),
    Permission.OVERSIGHT_EXPORT: _("Xuất số liệu giám sát"),
    Permission.OVERSIGHT_URGE: _("Đôn đốc, chỉ đạo đơn vị cấp dưới"),
    Permission.INSPECTION_WORK: _("Tham gia đoàn thanh tra, kiểm tra"),
    Permission.REPORT_PREPARE: _("Lập, gửi báo cáo kỳ"),
    Permission.REPORT_DECIDE: _("Tiếp nhận, trả lại báo cáo của đơn vị dưới"),
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
    (
        _("Tiếp dân và đối thoại của người đứng đầu"),
        (
            Permission.PLAN_MANAGE,
            Permission.RECEPTION_VIEW,
            Permission.RECEPTION_ARRANGE,
            Permission.RECEPTION_DECIDE,
            Permission.RECEPTION_RECORD,
            Permission.REGISTRATION_ENTER,
            Permission.SECURITY_PLAN,
        ),
    ),
    (_("Kết luận và nhiệm vụ"), (Permission.CONCLUSION_VIEW, Permission.TASK_WORK, Permission.TASK_DIRECT)),
    (
        _("Văn bản và thông báo"),
        (
            Permission.DOCUMENT_VIEW,
            Permission.DOCUMENT_DRAFT,
            Permission.DOCUMENT_SIGN,
            Permission.DOCUMENT_ISSUE,
            Permission.NOTICE_SEND,
        ),
    ),
    (
        _("Giám sát và báo cáo"),
        (
            Permission.WORKLOAD_VIEW,
            Permission.OVERSIGHT_VIEW,
            Permission.OVERSIGHT_EXPORT,
            Permission.OVERSIGHT_URGE,
            Permission.INSPECTION_WORK,
            Permission.REPORT_PREPARE,
            Permission.REPORT_DECIDE,
        ),
    ),
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

# A program holding a token never manages people or rights, never opens a sealed identity, never signs and makes no further token.
TOKEN_SCOPES: frozenset[Permission] = frozenset(Permission) - {
    Permission.ACCOUNT_MANAGE,
    Permission.ROLE_MANAGE,
    Permission.CASE_UNSEAL,
    Permission.DOCUMENT_SIGN,
    Permission.TOKEN_USE,
}
