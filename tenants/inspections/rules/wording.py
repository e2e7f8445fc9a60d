"""What letters of urging say, by reason: official papers, so always Vietnamese. A person may change every word before sending."""

from datetime import date

from oversight.models import UrgingKind, UrgingReason

R = UrgingReason
UNIT, DUE = "{đơn vị}", "{hạn}"
"""Stand for the receiver's name and the day to answer while one text is written for several."""

_ABOUT: dict[str, str] = {
    R.RECEPTION: "thực hiện chế độ tiếp công dân của người đứng đầu",
    R.POSTING: "niêm yết, công khai lịch tiếp công dân",
    R.CONFERENCE: "tổ chức hội nghị đối thoại với nhân dân",
    R.CONCLUSION: "thông báo kết luận sau buổi tiếp công dân",
    R.ANSWER: "trả lời công dân đúng thời hạn",
    R.TASK: "thực hiện nhiệm vụ theo kết luận",
    R.INSTRUMENT: "ban hành kế hoạch, quy chế, nội quy tiếp công dân",
    R.REPORT: "gửi báo cáo định kỳ",
    R.DATABASE: "cập nhật cơ sở dữ liệu quốc gia về khiếu nại, tố cáo",
    R.CASE: "giải quyết vụ việc được giao",
    R.OTHER: "công tác tiếp công dân, xử lý đơn",
}
_FOUND: dict[str, str] = {
    R.RECEPTION: "người đứng đầu chưa trực tiếp tiếp công dân đủ số ngày theo quy định",
    R.POSTING: "lịch tiếp công dân chưa được niêm yết đúng thời hạn",
    R.CONFERENCE: "chưa tổ chức đủ số hội nghị đối thoại theo kế hoạch",
    R.CONCLUSION: "có thông báo kết luận chậm so với quy định",
    R.ANSWER: "có nội dung chưa được trả lời công dân đúng thời hạn",
    R.TASK: "có nhiệm vụ quá hạn chưa hoàn thành",
    R.INSTRUMENT: "chưa ban hành đủ kế hoạch, quy chế, nội quy",
    R.REPORT: "báo cáo chưa được gửi đúng thời hạn",
    R.DATABASE: "dữ liệu chưa được cập nhật đầy đủ, kịp thời",
    R.CASE: "vụ việc được giao chưa có kết quả",
    R.OTHER: "còn nội dung chưa được thực hiện đúng yêu cầu",
}
_VERB = {UrgingKind.URGING: "Đôn đốc", UrgingKind.DIRECTIVE: "Chỉ đạo"}


def title(kind: str, reason: str, period: str = "") -> str:
    """Trích yếu: "Đôn đốc thực hiện chế độ tiếp công dân của người đứng đầu, Tháng 11/2026"."""
    said = f"{_VERB[UrgingKind(kind)]} {_ABOUT[reason]}"
    return f"{said}, {period[:1].lower()}{period[1:]}" if period else said


def text(kind: str, reason: str, period: str = "") -> str:
    """The body, with ``{đơn vị}`` for the receiver and ``{hạn}`` for the day."""
    when = f" ({period[:1].lower()}{period[1:]})" if period else ""
    ask = "Yêu cầu" if kind == UrgingKind.DIRECTIVE else "Đề nghị"
    return (
        f"Qua theo dõi, giám sát, {_FOUND[reason]} tại {UNIT}{when}.\n"
        f"{ask} {UNIT} khẩn trương thực hiện, làm rõ nguyên nhân, trách nhiệm và trả lời bằng văn bản kèm minh chứng"
        f" trước hết ngày {DUE}."
    )


def second_title(first: str) -> str:
    """Trích yếu of the letter that follows an unanswered one."""
    return f"Đôn đốc lần 2: {first.removeprefix('Đôn đốc ')}"


def second_text(number: str, sent_on: date, was_due: date) -> str:
    """What the sweep writes when a letter stayed without an answer."""
    return (
        f"Văn bản số {number} ngày {sent_on:%d/%m/%Y} yêu cầu trả lời trước hết ngày {was_due:%d/%m/%Y}"
        f" nhưng đến nay chưa nhận được trả lời của {UNIT}.\n"
        f"Đề nghị người đứng đầu {UNIT} trực tiếp chỉ đạo thực hiện và trả lời kèm minh chứng trước hết ngày {DUE}."
        f" Quá thời hạn này, việc kiểm tra trách nhiệm sẽ được đề nghị."
    )


def addressed(text: str, name: str, due_on: date) -> str:
    """The text with the receiver's name and the day to answer."""
    return text.replace(UNIT, name).replace(DUE, f"{due_on:%d/%m/%Y}")
