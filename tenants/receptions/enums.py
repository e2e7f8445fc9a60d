"""Closed lists of plans, sessions, registrations and minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Covers(models.TextChoices):
    """What a plan of the year orders."""

    RECEPTION = "RECEPTION", _("Tiếp công dân")
    DIALOGUE = "DIALOGUE", _("Tiếp xúc, đối thoại")
    BOTH = "BOTH", _("Tiếp công dân và đối thoại")


class PlanStatus(models.TextChoices):
    """Without number and date a plan stays a draft and generates nothing public."""

    DRAFT = "DRAFT", _("Dự thảo")
    ISSUED = "ISSUED", _("Đã ban hành")
    REPLACED = "REPLACED", _("Đã điều chỉnh")
    ENDED = "ENDED", _("Đã kết thúc")


class SessionKind(models.TextChoices):
    PERIODIC = "PERIODIC", _("Định kỳ")
    AD_HOC = "AD_HOC", _("Đột xuất")


class SessionMode(models.TextChoices):
    IN_ROOM = "IN_ROOM", _("Tại phòng tiếp")
    ONLINE = "ONLINE", _("Trực tuyến")


class SessionStatus(models.TextChoices):
    """planned → published (posted) → ready → held; or postponed (a new one follows), cancelled, missed."""

    PROPOSED = "PROPOSED", _("Chờ người đứng đầu quyết định")
    PLANNED = "PLANNED", _("Theo kế hoạch")
    PUBLISHED = "PUBLISHED", _("Đã niêm yết")
    READY = "READY", _("Sẵn sàng")
    OPEN = "OPEN", _("Đang tiếp")
    HELD = "HELD", _("Đã tiếp")
    POSTPONED = "POSTPONED", _("Đã hoãn")
    CANCELLED = "CANCELLED", _("Đã hủy")
    MISSED = "MISSED", _("Không tiếp")


class HostMode(models.TextChoices):
    """In person and delegated are counted apart and never added (form 01/TCD, columns 10 and 16)."""

    IN_PERSON = "IN_PERSON", _("Trực tiếp")
    DELEGATED = "DELEGATED", _("Ủy quyền")


class Ground(models.TextChoices):
    """The two legal grounds of an ad hoc session (Law on reception, Art. 18.3; Regulation 11-QĐi/TW, Art. 4.2)."""

    PROMINENT = (
        "PROMINENT",
        _(
            "Vụ việc gay gắt, phức tạp, kéo dài, nhiều người tham gia, trách nhiệm của nhiều cơ quan hoặc còn ý kiến khác nhau"
        ),
    )
    CONSEQUENCES = (
        "CONSEQUENCES",
        _("Vụ việc có thể gây hậu quả nghiêm trọng, ảnh hưởng an ninh chính trị, trật tự an toàn xã hội"),
    )


class ChangeReason(models.TextChoices):
    """Why a session is moved, delegated or cancelled."""

    WORK = "WORK", _("Vì lý do công việc")
    DAY_OFF = "DAY_OFF", _("Trùng ngày nghỉ lễ, tết, ngày nghỉ")
    HEALTH = "HEALTH", _("Vì lý do sức khỏe")
    WEATHER = "WEATHER", _("Thiên tai, dịch bệnh")
    OTHER = "OTHER", _("Lý do khác")


class RegistrationStatus(models.TextChoices):
    """submitted → screened → proposed → approved → invited → in the queue → received; or refused, settled, deferred, absent."""

    SUBMITTED = "SUBMITTED", _("Mới đăng ký")
    SCREENED = "SCREENED", _("Đủ điều kiện")
    PROPOSED = "PROPOSED", _("Đã đề xuất")
    APPROVED = "APPROVED", _("Đã duyệt")
    INVITED = "INVITED", _("Đã mời")
    WAITING = "WAITING", _("Đang chờ tiếp")
    CALLED = "CALLED", _("Đã gọi vào")
    RECEIVED = "RECEIVED", _("Đã tiếp")
    REFUSED = "REFUSED", _("Từ chối tiếp")
    SETTLED = "SETTLED", _("Đã giải quyết ngay")
    DEFERRED = "DEFERRED", _("Chuyển buổi sau")
    GUIDED = "GUIDED", _("Đã hướng dẫn, chuyển nơi khác")
    ABSENT = "ABSENT", _("Không đến")
    WITHDRAWN = "WITHDRAWN", _("Đã rút đăng ký")


class RegistrationSource(models.TextChoices):
    ONLINE = "ONLINE", _("Trên trang của đơn vị")
    COUNTER = "COUNTER", _("Tại quầy")
    TELEPHONE = "TELEPHONE", _("Qua điện thoại")
    UNIT = "UNIT", _("Đơn vị khác chuyển")
    WALK_IN = "WALK_IN", _("Đến trong buổi tiếp")


class Agreement(models.TextChoices):
    """What the citizen says at the end of the reception."""

    AGREES = "AGREES", _("Đồng ý")
    PARTLY = "PARTLY", _("Đồng ý một phần")
    DISAGREES = "DISAGREES", _("Không đồng ý")


class Signing(models.TextChoices):
    """What the citizen did with the record of the own statement, once it was read out."""

    SIGNED = "SIGNED", _("Đã ký")
    REFUSED = "REFUSED", _("Không ký")


class EntryKind(models.TextChoices):
    """What one entry of the minutes is."""

    STEP = "STEP", _("Diễn biến")
    STATEMENT = "STATEMENT", _("Công dân trình bày")
    CLOSING = "CLOSING", _("Ý kiến cuối của công dân")
    OPINION = "OPINION", _("Ý kiến cơ quan, đơn vị")
    INCIDENT = "INCIDENT", _("Sự cố")
    DEVIATION = "DEVIATION", _("Khác với chương trình")


class Phase(models.TextChoices):
    BEFORE = "BEFORE", _("Trước buổi tiếp")
    DURING = "DURING", _("Trong buổi tiếp")
    AFTER = "AFTER", _("Sau buổi tiếp")


class ArrivalSide(models.TextChoices):
    """Whose row of an arrival it is: the unit before which the citizens stood, or the one they come from."""

    HOST = "HOST", _("Nơi tiếp")
    HOME = "HOME", _("Địa phương")


class ArrivalStep(models.TextChoices):
    """One word of an arrival that travels from one of the two units to the other."""

    REGISTERED = "REGISTERED", _("Báo công dân vượt cấp")
    CORRECTED = "CORRECTED", _("Sửa thông tin")
    HEARD = "HEARD", _("Tiếp người đại diện")
    ANSWERED = "ANSWERED", _("Cử cán bộ, phương án đưa về")
    HANDED_OVER = "HANDED_OVER", _("Bàn giao công dân")
    ENDED = "ENDED", _("Xác nhận kết quả")
    LINKED = "LINKED", _("Gắn với vụ việc của địa phương")
    WITHDRAWN = "WITHDRAWN", _("Rút, ghi nhầm")
