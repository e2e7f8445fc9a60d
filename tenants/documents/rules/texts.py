"""The texts between the fixed parts of a document, as the product proposes them; a unit sets its own.

Official papers are Vietnamese whatever the screen speaks, so these are no translated texts.
"""

from dataclasses import dataclass

from registry.levels import Line
from tenants.documents.enums import DocumentKind as K

MAX_TEXT = 8000


@dataclass(frozen=True, slots=True)
class Texts:
    """What stands before the facts and after them; each line is a paragraph."""

    opening: str = ""
    closing: str = ""


DEFAULTS: dict[K, Texts] = {
    K.SCHEDULE_NOTICE: Texts(
        opening="Lịch tiếp công dân định kỳ của người đứng đầu {kỳ} như sau:",
        closing="Công dân có nhu cầu gặp, làm việc đăng ký trước với bộ phận tiếp công dân. Liên hệ: {liên hệ}.",
    ),
    K.CHANGE_NOTICE: Texts(
        opening="Buổi tiếp công dân {ngày cũ} được thay đổi như sau:",
        closing="Trân trọng thông báo để các cơ quan, công dân đã đăng ký được biết. Liên hệ: {liên hệ}.",
    ),
    K.INVITATION: Texts(
        opening="Trân trọng kính mời Ông/Bà đến dự buổi làm việc về {nội dung}, cụ thể:",
        closing="Đề nghị Ông/Bà có mặt đúng giờ, mang theo giấy mời này và giấy tờ tùy thân.",
    ),
    K.SPEECH_SLIP: Texts(
        opening="Hội nghị: {hội nghị}, {ngày}.",
        closing="Phiếu gửi cho bộ phận tiếp nhận trước khi phát biểu; mỗi người phát biểu không quá 5 phút.",
    ),
    K.RECEIPT: Texts(opening="Đã nhận của Ông/Bà có tên dưới đây các thông tin, tài liệu, bằng chứng sau:"),
    K.REFUSAL: Texts(
        opening="{ngày}, {người nhận} đến đề nghị tiếp về việc: {nội dung}.",
        closing="Sau khi xem xét, cơ quan thông báo từ chối tiếp công dân với lý do nêu trên để Ông/Bà được biết.",
    ),
    K.MINUTES: Texts(closing="Biên bản đã được đọc lại cho những người có mặt cùng nghe và ký xác nhận."),
    K.CONCLUSION_NOTICE: Texts(
        opening="{ngày}, {người chủ trì} đã chủ trì {nội dung}. Sau khi nghe ý kiến của công dân và báo cáo của các cơ quan, "
        "người chủ trì kết luận như sau:",
        closing="Các cơ quan được giao nhiệm vụ báo cáo kết quả và trả lời công dân bằng văn bản đúng thời hạn.",
    ),
    K.GUIDANCE: Texts(
        opening="Sau khi xem xét nội dung Ông/Bà trình bày, cơ quan hướng dẫn như sau:",
        closing="Đề nghị Ông/Bà liên hệ {cơ quan thẩm quyền} để được xem xét, giải quyết theo quy định.",
    ),
    K.TRANSFER_SLIP: Texts(
        opening="Cơ quan nhận được đơn dưới đây. Sau khi xem xét, chuyển đến cơ quan có thẩm quyền giải quyết:",
        closing="Đề nghị quý cơ quan xem xét, giải quyết theo thẩm quyền và thông báo kết quả cho người gửi đơn.",
    ),
    K.ANSWER: Texts(
        opening="Trả lời nội dung {người nhận} đề nghị về việc {nội dung}:",
        closing="Trân trọng thông báo để Ông/Bà được biết.",
    ),
}


def default(kind: K, line: Line | str) -> Texts:
    """The proposed texts; the same for both lines."""
    return DEFAULTS.get(kind, Texts())


def topic(kind: K, line: Line | str) -> str:
    """The topic of ``staff.Setting`` that holds a unit's own texts."""
    return f"texts.{K(kind).value}.{Line(line).value}"
