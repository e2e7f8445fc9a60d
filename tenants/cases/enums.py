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


class EntryKind(TextChoices):
    """What the programme of complex and long-running matters holds on a case; each a row with its day and its paper."""

    COMPLEX = "COMPLEX", _("Vụ việc phức tạp")
    SETTLED = "SETTLED", _("Đã giải quyết hết thẩm quyền")
    SOLUTION = "SOLUTION", _("Phương án thống nhất")
    PROGRESS = "PROGRESS", _("Tiến độ thực hiện")
    STEP = "STEP", _("Bước tiếp theo")
    DIALOGUE = "DIALOGUE", _("Đối thoại")
    DIRECTIVE = "DIRECTIVE", _("Ý kiến chỉ đạo")
    HOT_SPOT = "HOT_SPOT", _("Thuộc điểm nóng")


#: Of these one a case is in force; a new one takes the place of the old one.
ONE_IN_FORCE = frozenset({EntryKind.SOLUTION, EntryKind.STEP})
#: Marks that are taken back with a reason.
MARKED = frozenset({EntryKind.COMPLEX, EntryKind.SETTLED, EntryKind.HOT_SPOT})


class Ground(TextChoices):
    """Why a matter is complex; the seven criteria of the decrees (rules.complexity names them)."""

    PLACES = "PLACES", _("Phải xác minh từ hai địa điểm trở lên")
    CONTENTS = "CONTENTS", _("Có từ hai nội dung trở lên")
    MANY = "MANY", _("Nhiều người khiếu nại, tố cáo hoặc nhiều người bị khiếu nại, tố cáo")
    FOREIGN = "FOREIGN", _("Có yếu tố nước ngoài")
    BODIES = "BODIES", _("Thuộc trách nhiệm của nhiều cơ quan")
    DISAGREEMENT = "DISAGREEMENT", _("Các cơ quan còn ý kiến khác nhau")
    EVIDENCE = "EVIDENCE", _("Tài liệu, chứng cứ mâu thuẫn")


class Principal(TextChoices):
    """Who may direct on one matter (plan S3-17)."""

    PARTY_COMMITTEE = "PARTY_COMMITTEE", _("Cấp ủy")
    COUNCIL = "COUNCIL", _("Hội đồng nhân dân")
    PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE", _("Ủy ban nhân dân")
