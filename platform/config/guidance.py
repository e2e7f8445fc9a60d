"""What each role does on a working day, in a few lines with the page for each: the help page is made of this."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from identity.permissions import Permission as P
from identity.roles import Role


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to do: when, what, on which page; shown without a link to whom the page is closed."""

    when: Any
    what: Any
    page: str = ""
    query: str = ""
    needs: P | None = None


DAILY, WEEKLY, BEFORE, AFTER = _("Hằng ngày"), _("Hằng tuần"), _("Trước buổi tiếp"), _("Sau buổi tiếp")
ON_THE_DAY, WHEN_NEEDED = _("Ngày tiếp"), _("Khi cần")

_HEAD = (
    Hint(
        DAILY,
        _("Mở “Buổi tiếp của tôi”: người gặp hôm nay, tóm tắt hồ sơ, việc trễ, văn bản chờ ký."),
        "receptions:mine",
    ),
    Hint(
        BEFORE,
        _("Chọn ngày khi ngày theo kế hoạch trùng ngày nghỉ; duyệt danh sách và thành phần dự."),
        "receptions:sessions",
    ),
    Hint(WHEN_NEEDED, _("Quyết định buổi tiếp đột xuất do văn phòng đề xuất."), "receptions:sessions"),
    Hint(WHEN_NEEDED, _("Hoãn buổi tiếp: hệ thống lập thông báo cho từng người đã đăng ký."), "receptions:mine"),
    Hint(WEEKLY, _("Xem vụ việc quá hạn và khối lượng của từng cán bộ."), "cases:workload", needs=P.WORKLOAD_VIEW),
)
_ARRIVALS = Hint(
    WHEN_NEEDED,
    _("Công dân vượt cấp: ghi lượt đến và báo địa phương, hoặc cử cán bộ đưa công dân của mình về."),
    "receptions:arrivals",
)
_DEPUTY = (
    Hint(DAILY, _("Xem việc đến hạn, văn bản chờ ký."), "receptions:mine"),
    Hint(
        ON_THE_DAY,
        _("Tiếp thay khi có văn bản ủy quyền còn hiệu lực; buổi tiếp ủy quyền tính riêng."),
        "receptions:sessions",
    ),
)
_SUPERVISOR = (
    Hint(DAILY, _("Xem đơn vị nào trễ, đơn vị nào chưa tiếp đủ ngày."), "oversight:board", needs=P.OVERSIGHT_VIEW),
    Hint(
        WEEKLY, _("Xem công dân vượt cấp theo địa phương và cấp đến."), "oversight:over-level", needs=P.OVERSIGHT_VIEW
    ),
)
_HANDLER = (
    Hint(DAILY, _("Mở “Hôm nay”: vụ việc đến hạn, quá hạn, chờ người khác."), "cases:today"),
    Hint(
        DAILY,
        _("Làm bước tiếp theo của vụ việc được giao; ghi chú khi gọi điện, gặp dân."),
        "cases:list",
        "assignee=me",
    ),
    Hint(WHEN_NEEDED, _("Trả lời công dân đúng hạn, có số văn bản và cách gửi."), "cases:list", "due=soon"),
)

GUIDANCE: dict[Role, tuple[Hint, ...]] = {
    Role.SECRETARY: _HEAD,
    Role.CHAIRMAN: _HEAD,
    Role.DEPUTY_SECRETARY: _DEPUTY,
    Role.VICE_CHAIRMAN: _DEPUTY,
    Role.OFFICE_CHIEF: (
        Hint(DAILY, _("Mở “Hôm nay”: việc trễ, lịch phải niêm yết, ai chưa được báo khi hoãn buổi tiếp."), "cases:today"),
        Hint(BEFORE, _("Niêm yết lịch chậm nhất 5 ngày làm việc trước ngày tiếp và ghi nơi niêm yết, ảnh chụp."), "receptions:sessions"),
        Hint(BEFORE, _("Soát danh sách đăng ký, chọn vụ việc, mời cơ quan dự, chuẩn bị hồ sơ; xác nhận sẵn sàng."), "receptions:sessions"),
        Hint(WHEN_NEEDED, _("Trình người đứng đầu buổi tiếp đột xuất theo một trong hai căn cứ."), "receptions:propose"),
        _ARRIVALS,
        Hint(AFTER, _("Ban hành thông báo kết luận, giao nhiệm vụ, đôn đốc."), "cases:today"),
    ),
    Role.RECEPTION_OFFICER: (
        Hint(DAILY, _("Tiếp nhận đơn, lượt tiếp tại quầy; in biên nhận có mã tra cứu."), "cases:new", needs=P.CASE_ENTER),
        Hint(DAILY, _("Tiếp nhận hoặc trả lại vụ việc nơi khác gửi đến."), "cases:inbox", needs=P.CASE_RECEIVE),
        Hint(BEFORE, _("Nhận đăng ký gặp người đứng đầu; kiểm tra nơi niêm yết, phòng tiếp."), "receptions:sessions"),
        Hint(ON_THE_DAY, _("Bắt đầu buổi tiếp, gọi theo thứ tự, ghi diễn biến, kết thúc buổi tiếp."), "receptions:sessions"),
        _ARRIVALS,
    ),
    Role.HANDLER: _HANDLER,
    Role.RECORDS_CLERK: (
        Hint(DAILY, _("Vào sổ đơn đến; phát hành văn bản đã ký, lấy số theo dãy của từng kênh."), "cases:today"),
        Hint(BEFORE, _("Niêm yết lịch tiếp, ghi nơi và thời điểm niêm yết."), "receptions:sessions"),
        Hint(WHEN_NEEDED, _("Báo cho người chưa được báo khi buổi tiếp hoãn; ghi bằng chứng đã báo."), "cases:today"),
    ),
    Role.MINUTES_TAKER: (
        Hint(ON_THE_DAY, _("Ghi diễn biến từng bước, ý kiến của công dân; lập biên bản."), "receptions:sessions"),
    ),
    Role.INSPECTOR: (
        Hint(
            WHEN_NEEDED,
            _("Mở cuộc thanh tra, kiểm tra mình tham gia; đọc hồ sơ trong phạm vi, ghi phát hiện theo từng nội dung."),
            "inspections:inspections",
            needs=P.INSPECTION_WORK,
        ),
    ),
    Role.SUPERVISOR: _SUPERVISOR,
    Role.OBSERVER: (Hint(WHEN_NEEDED, _("Theo dõi kết luận và tiến độ thực hiện."), "cases:today"),),
    Role.SECURITY_LIAISON: (
        Hint(BEFORE, _("Xem ngày, giờ, địa điểm buổi tiếp; lập phương án an ninh cho từng buổi."), "receptions:sessions"),
        Hint(ON_THE_DAY, _("Ghi tình hình trước, trong và sau buổi tiếp; báo khẩn khi có sự cố."), "receptions:sessions"),
    ),
    Role.UNIT_ADMIN: (
        Hint(WHEN_NEEDED, _("Cấp tài khoản, giao vai trò, kết thúc vai trò khi có người chuyển đi."), "identity:people", needs=P.ACCOUNT_MANAGE),
        Hint(WHEN_NEEDED, _("Ghi địa chỉ, giờ tiếp, điện thoại lên trang công khai."), "staff:profile", needs=P.UNIT_CONFIGURE),
        Hint(WHEN_NEEDED, _("Kiểm tra lịch nghỉ, thời hạn của đơn vị."), "deadlines:rules"),
    ),
    Role.AUDITOR: (Hint(WHEN_NEEDED, _("Xem nhật ký của đơn vị."), "identity:log", needs=P.AUDIT_VIEW),),
    Role.PLATFORM_OPERATOR: (),
}  # fmt: skip
