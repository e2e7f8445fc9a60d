"""The closed lists of the exchange: what moves, and where a movement stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MovementKind(models.TextChoices):
    """What an envelope carries (domain.md §2.8.5)."""

    TRANSFER = "transfer", _("Chuyển đơn")
    ESCALATION = "escalation", _("Đề nghị cấp trên giải quyết")
    ASSIGNMENT = "assignment", _("Giao giải quyết")
    RESULT = "result", _("Báo cáo kết quả")
    RETURN = "return", _("Trả lại")
    RECALL = "recall", _("Rút lại")
    EVENT = "event", _("Thông báo trong vụ việc")
    LETTER = "letter", _("Văn bản")
    ARRIVAL = "arrival", _("Công dân vượt cấp")


class EnvelopeStatus(models.TextChoices):
    """Where a movement stands; every change of it is a compare-and-set under the custody lock."""

    SENT = "sent", _("Đang chuyển")
    DELIVERED = "delivered", _("Đã đến, chờ tiếp nhận")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    RETURNED = "returned", _("Bị trả lại")
    RECALLED = "recalled", _("Đã rút lại")
    UNDELIVERABLE = "undeliverable", _("Không chuyển được")
    ON_PAPER = "on_paper", _("Gửi bằng giấy")
    CLOSED = "closed", _("Đã xong")


#: Kinds that carry the dossier to another unit and let it be accepted or returned there.
HANDOVERS = frozenset({MovementKind.TRANSFER, MovementKind.ESCALATION, MovementKind.ASSIGNMENT})
#: Kinds that move the custody of a case; only one of them may be under way per case (I3).
MOVING = HANDOVERS | {MovementKind.RESULT, MovementKind.RETURN}
#: Kinds that need no case: nobody has custody of a letter, or of a word on citizens who went above their level.
WITHOUT_CASE = frozenset({MovementKind.LETTER, MovementKind.ARRIVAL})
#: Hops that wait for a result: the sender still owes the citizen the answer.
HOPS = frozenset({MovementKind.ESCALATION, MovementKind.ASSIGNMENT})
