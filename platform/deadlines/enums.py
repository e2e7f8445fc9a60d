from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleCode(models.TextChoices):
    """The deadlines the product computes; letters and numbers are those of the table of deadlines in the rules' data file."""

    A1 = "A1", _("Niêm yết lịch tiếp, thành phần, nội dung dự kiến")
    A2 = "A2", _("Thông báo thời gian mới khi hoãn buổi tiếp")
    A3 = "A3", _("Trả lời công dân")
    A4 = "A4", _("Người đứng đầu cấp ủy thông báo đã nhận, chuyển, chỉ đạo")
    A7 = "A7", _("Thông báo từ chối tiếp công dân")
    A12 = "A12", _("Thông báo kết luận sau buổi tiếp của người đứng đầu")
    B2 = "B2", _("Thụ lý hoặc từ chối khiếu nại")
    B3 = "B3", _("Giải quyết khiếu nại lần đầu")
    C1 = "C1", _("Xử lý ban đầu tố cáo")
    C5 = "C5", _("Giải quyết tố cáo")
    E1 = "E1", _("Thông báo công khai hội nghị đối thoại")
    E2 = "E2", _("Rút kinh nghiệm nội bộ, phân công sau hội nghị")
    E3 = "E3", _("Thông báo kết luận hội nghị")
    E4 = "E4", _("Trả lời bằng văn bản sau hội nghị")
    E5 = "E5", _("Tổng hợp, báo cáo kết quả tiếp xúc, đối thoại")
    G1 = "G1", _("Giao xác minh nội dung đăng ký gặp người đứng đầu")
    G1A = "G1A", _("Cơ quan được giao gửi báo cáo, hồ sơ trước buổi tiếp")
    G2 = "G2", _("Gửi giấy mời công dân dự buổi tiếp")
    G2A = "G2A", _("Người đứng đầu vắng mặt báo trước")
    F1 = "F1", _("Gửi báo cáo kỳ lên cấp trên")
    F2 = "F2", _("Cấp tỉnh gửi báo cáo kỳ về Thanh tra Chính phủ")
    F3 = "F3", _("Gửi báo cáo của cấp ủy về tiếp dân, đối thoại")
    F4 = "F4", _("Gửi báo cáo đột xuất, chuyên đề")
    H1 = "H1", _("Vào sổ văn bản đến, văn bản đi")
    ASSIGN = "ASSIGN", _("Báo cáo kết quả việc được giao")
    SUPPLEMENT = "SUPPLEMENT", _("Bổ sung, cung cấp ý kiến")
    STEP = "STEP", _("Bước tiếp theo của vụ việc phức tạp, kéo dài")
    FLASH = "FLASH", _("Gửi báo cáo nhanh, giữa và cuối đợt cao điểm")


class DayKind(models.TextChoices):
    """The day is part of the rule: 10 days and 10 working days are different deadlines."""

    WORKING = "working", _("ngày làm việc")
    CALENDAR = "calendar", _("ngày")


class StartEvent(models.TextChoices):
    """The event a term is counted from: its following day is day one. Of a notice, the event it comes before."""

    RECEIPT = "receipt", _("ngày nhận đơn")
    ACCEPTANCE = "acceptance", _("ngày thụ lý")
    BEFORE_SESSION = "before_session", _("ngày tiếp công dân")
    BEFORE_MEETING = "before_meeting", _("ngày hội nghị")
    POSTPONEMENT = "postponement", _("ngày hoãn buổi tiếp")
    GROUNDS = "grounds", _("ngày có đủ căn cứ từ chối")
    SESSION = "session", _("ngày kết thúc buổi tiếp")
    CLOSING = "closing", _("ngày kết thúc hội nghị")
    CONFERENCE = "conference", _("ngày tổ chức hội nghị")
    NOTICE = "notice", _("ngày thông báo kết luận")
    REGISTRATION = "registration", _("ngày đăng ký")
    ORDER = "order", _("ngày giao việc")
    ARRIVAL = "arrival", _("ngày văn bản đến")
    FIXED = "fixed", _("ngày cố định trong năm")
    BY_DAY = "by_day", _("chậm nhất vào ngày cố định trong năm")
    SET_BY_HAND = "set_by_hand", _("ngày do người giao ấn định")

    @property
    def is_before(self) -> bool:
        """Counted backwards: something must be done so many days before the event."""
        return self in (StartEvent.BEFORE_SESSION, StartEvent.BEFORE_MEETING)

    @property
    def has_length(self) -> bool:
        """Whether a rule with this event has a number of days."""
        return not self.is_named_day and self != StartEvent.SET_BY_HAND

    @property
    def is_named_day(self) -> bool:
        """The rule names days of the year: due before them, or by their end."""
        return self in (StartEvent.FIXED, StartEvent.BY_DAY)


class Mark(models.TextChoices):
    """How well the legal text behind a rule was checked."""

    VERIFIED = "V", _("đã đối chiếu văn bản chính thức")
    MIRROR = "M", _("đã đọc bản sao, cần đối chiếu Công báo")
    NEWS = "N", _("theo báo chí trích dẫn")
    LOCAL = "L", _("quy định địa phương")
    PLAN = "S", _("theo kế hoạch mẫu; kế hoạch của đơn vị đặt số ngày riêng")
    UNIT = "U", _("đơn vị tự đặt")
