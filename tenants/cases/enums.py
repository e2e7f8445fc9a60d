"""The closed lists of case work; the words are those of the office (vocabulary of the project)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseKind(TextChoices):
    """What the citizen asks for; each kind has its own law and its own clock."""

    COMPLAINT = "COMPLAINT", _("Khiếu nại")
    DENUNCIATION = "DENUNCIATION", _("Tố cáo")
    PROPOSAL = "PROPOSAL", _("Kiến nghị")
    REFLECTION = "REFLECTION", _("Phản ánh")


class Channel(TextChoices):
    """How the petition came (nguồn tiếp nhận)."""

    IN_PERSON = "IN_PERSON", _("Trực tiếp")
    POST = "POST", _("Bưu chính")
    TELEPHONE = "TELEPHONE", _("Điện thoại")
    ONLINE = "ONLINE", _("Trực tuyến")
    FORWARDED = "FORWARDED", _("Cơ quan khác chuyển đến")


class PetitionForm(TextChoices):
    """Who stands behind one petition."""

    ONE = "ONE", _("Một người")
    SEVERAL = "SEVERAL", _("Nhiều người cùng đứng tên")
    GROUP = "GROUP", _("Đoàn có người đại diện")
    SCRIBED = "SCRIBED", _("Người không tự viết được, cán bộ ghi lại")


class CaseStatus(TextChoices):
    """Where a case stands in this unit."""

    ENTERED = "ENTERED", _("Mới vào sổ")
    ASSIGNED = "ASSIGNED", _("Đã phân công")
    WORKING = "WORKING", _("Đang giải quyết")
    ANSWERED = "ANSWERED", _("Đã trả lời")
    CLOSED = "CLOSED", _("Đã kết thúc")
    WITHDRAWN = "WITHDRAWN", _("Công dân đã rút đơn")
    JOINED = "JOINED", _("Đã nhập vào vụ việc khác")
    SENT = "SENT", _("Đã chuyển đi")
    RECEIVED = "RECEIVED", _("Chờ tiếp nhận")


FINAL = frozenset({CaseStatus.CLOSED, CaseStatus.WITHDRAWN, CaseStatus.JOINED})
AWAY = frozenset({CaseStatus.SENT, CaseStatus.RECEIVED})
WORKED_ON = frozenset({CaseStatus.ENTERED, CaseStatus.ASSIGNED, CaseStatus.WORKING, CaseStatus.ANSWERED})


class Origin(TextChoices):
    """Whether the case began in this unit or came from another one."""

    HERE = "HERE", _("Tiếp nhận tại đơn vị")
    RECEIVED = "RECEIVED", _("Đơn vị khác chuyển đến")


class Capacity(TextChoices):
    """What a person is in a case."""

    PETITIONER = "PETITIONER", _("Người đứng đơn")
    REPRESENTATIVE = "REPRESENTATIVE", _("Người đại diện")
    DENOUNCED = "DENOUNCED", _("Người bị tố cáo")
    COMPLAINED_ABOUT = "COMPLAINED_ABOUT", _("Người bị khiếu nại")


SENDERS = frozenset({Capacity.PETITIONER, Capacity.REPRESENTATIVE})
OPPONENTS = frozenset({Capacity.DENOUNCED, Capacity.COMPLAINED_ABOUT})


class RequestKind(TextChoices):
    """What is asked while a case is worked on."""

    SUPPLEMENT = "SUPPLEMENT", _("Đề nghị công dân bổ sung")
    OPINION = "OPINION", _("Xin ý kiến bộ phận")
    MISSING_PAPER = "MISSING_PAPER", _("Hỏi đơn vị gửi giấy tờ còn thiếu")


class AnswerKind(TextChoices):
    """The four answers of the Law on citizen reception, Art. 28.1."""

    ACCEPTED = "ACCEPTED", _("Đã thụ lý hoặc đã giải quyết")
    NEEDS_LONGER = "NEEDS_LONGER", _("Cần kéo dài thời gian")
    REFUSED = "REFUSED", _("Từ chối thụ lý, có lý do")
    TRANSFERRED = "TRANSFERRED", _("Đã chuyển đến cơ quan có thẩm quyền")


class HowSent(TextChoices):
    """How an answer reached the citizen."""

    POST = "POST", _("Gửi bưu chính")
    IN_PERSON = "IN_PERSON", _("Trao trực tiếp")
    ONLINE = "ONLINE", _("Gửi trực tuyến")


class VisitHost(TextChoices):
    """Who received: the office on any working day, the head in person, or a deputy; counted apart (form 01/TCD)."""

    REGULAR = "REGULAR", _("Tiếp thường xuyên")
    HEAD = "HEAD", _("Người đứng đầu tiếp")
    DELEGATED = "DELEGATED", _("Ủy quyền tiếp")


class VisitPurpose(TextChoices):
    """Every visit is entered, with or without a petition."""

    PETITION = "PETITION", _("Trình bày khiếu nại, tố cáo, kiến nghị, phản ánh")
    ADVICE = "ADVICE", _("Đề nghị tư vấn, hướng dẫn")
    INQUIRY = "INQUIRY", _("Hỏi kết quả, hỏi chính sách")
