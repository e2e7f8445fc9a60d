"""The verbs of case work: the permission each needs, the rule it obeys and its name on a button."""

from django.utils.translation import gettext_lazy as _lazy

from identity.permissions import Permission
from tenants.cases.policies import case_work, movements
from tenants.cases.policies.verdicts import Rule

P = Permission
VERBS: dict[str, tuple[Permission | None, Rule]] = {
    "view": (None, case_work.always),
    "assign": (P.CASE_ASSIGN, case_work.working),
    "note": (P.CASE_WORK, case_work.working),
    "attach": (P.CASE_WORK, case_work.working),
    "ask_supplement": (P.CASE_WORK, case_work.working),
    "ask_opinion": (P.CASE_WORK, case_work.working),
    "settle_request": (P.CASE_WORK, case_work.settle_request),
    "accept_settlement": (P.CASE_ANSWER, case_work.accept_settlement),
    "answer": (P.CASE_ANSWER, case_work.working),
    "close": (P.CASE_CLOSE, case_work.close),
    "withdraw": (P.CASE_WORK, case_work.owing),
    "correct": (P.CASE_CORRECT, case_work.correct),
    "join_petition": (P.CASE_ENTER, case_work.working),
    "join": (P.CASE_CORRECT, case_work.owing),
    "split": (P.CASE_CORRECT, case_work.owing),
    "grant": (P.CASE_ASSIGN, case_work.working),
    "new_pin": (P.CASE_ENTER, case_work.new_pin),
    "unseal": (None, case_work.unseal),
    "export": (P.CASE_EXPORT, case_work.always),
    "transfer": (P.CASE_MOVE, case_work.owing),
    "escalate": (P.CASE_MOVE, movements.escalate),
    "assign_down": (P.CASE_MOVE, movements.assign_down),
    "accept": (P.CASE_RECEIVE, movements.offered),
    "return": (P.CASE_RECEIVE, movements.return_case),
    "recall": (P.CASE_MOVE, movements.recall),
    "report_result": (P.CASE_MOVE, movements.report_result),
    "check_result": (P.CASE_RECEIVE, movements.check_result),
    "record_paper_reply": (P.CASE_RECEIVE, movements.paper_reply),
    "ask_sender": (P.CASE_RECEIVE, movements.ask_sender),
    "send_paper": (P.CASE_WORK, movements.send_paper),
}
VERB_LABELS = {
    "assign": _lazy("Phân công cán bộ"),
    "note": _lazy("Ghi chú"),
    "attach": _lazy("Thêm tài liệu"),
    "ask_supplement": _lazy("Đề nghị công dân bổ sung"),
    "ask_opinion": _lazy("Xin ý kiến bộ phận"),
    "settle_request": _lazy("Ghi phúc đáp"),
    "accept_settlement": _lazy("Thụ lý"),
    "answer": _lazy("Trả lời công dân"),
    "close": _lazy("Kết thúc vụ việc"),
    "withdraw": _lazy("Công dân rút đơn"),
    "correct": _lazy("Sửa sai sót"),
    "join_petition": _lazy("Nhập thêm đơn"),
    "join": _lazy("Nhập vào vụ việc khác"),
    "split": _lazy("Tách vụ việc"),
    "grant": _lazy("Cho người khác xem"),
    "new_pin": _lazy("Cấp mã PIN mới"),
    "unseal": _lazy("Mở danh tính người tố cáo"),
    "export": _lazy("Xuất danh sách"),
    "transfer": _lazy("Chuyển đơn"),
    "escalate": _lazy("Đề nghị cấp trên giải quyết"),
    "assign_down": _lazy("Giao cấp dưới giải quyết"),
    "accept": _lazy("Tiếp nhận"),
    "return": _lazy("Trả lại"),
    "recall": _lazy("Rút lại"),
    "report_result": _lazy("Báo cáo kết quả"),
    "check_result": _lazy("Kiểm tra kết quả"),
    "record_paper_reply": _lazy("Ghi phúc đáp bằng giấy"),
    "ask_sender": _lazy("Hỏi đơn vị gửi"),
    "send_paper": _lazy("Gửi giấy tờ còn thiếu"),
}
READING = frozenset({"view", "unseal", "export", "new_pin"})
