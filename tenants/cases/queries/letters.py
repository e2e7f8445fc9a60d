"""The plain sentences of a movement: for the citizen, and for the officer who sent it."""

from datetime import date

from django.utils.translation import gettext as _

from exchange import custody
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import CompetenceQuestion, Envelope
from kernel import clock
from registry import tree
from tenants.cases.models import Parcel
from tenants.cases.models.parcel import Direction


def citizen_sentence(movement: Envelope | Parcel) -> str:
    """Where the case went, in one plain sentence for the letter to the citizen."""
    facts = _facts(movement)
    match movement.kind:
        case MovementKind.TRANSFER:
            text = _("Ngày %(on)s, %(sender)s đã chuyển đơn của ông/bà đến %(to)s.")
        case MovementKind.ESCALATION:
            text = _("Ngày %(on)s, %(sender)s đã gửi vụ việc của ông/bà lên %(to)s để đề nghị giải quyết.")
        case MovementKind.ASSIGNMENT:
            text = _("Ngày %(on)s, %(sender)s đã giao %(to)s giải quyết vụ việc của ông/bà.")
        case MovementKind.RESULT:
            text = _("Ngày %(on)s, %(sender)s đã báo cáo %(to)s kết quả giải quyết vụ việc của ông/bà.")
        case _:
            text = _("Ngày %(on)s, %(sender)s đã chuyển lại hồ sơ vụ việc của ông/bà cho %(to)s.")
    return text % facts


def citizen_next(movement: Envelope | Parcel) -> str:
    """What happens then, and who answers."""
    facts = _facts(movement)
    if movement.kind == MovementKind.TRANSFER:
        return _("%(to)s sẽ xem xét, giải quyết theo thẩm quyền và trả lời ông/bà.") % facts
    if movement.kind == MovementKind.RETURN:
        return _("%(to)s sẽ tiếp tục xem xét và thông báo cho ông/bà.") % facts
    return _("Khi có kết quả, ông/bà sẽ được trả lời bằng văn bản.")


def officer_sentence(envelope: Envelope) -> str:
    """What the officer reads after sending."""
    facts = _facts(envelope)
    if envelope.status == EnvelopeStatus.ON_PAPER:
        return (
            _("%(to)s không ở trên hệ thống: hãy in phiếu chuyển, gửi bằng giấy và ghi phúc đáp khi nhận được.") % facts
        )
    return _("Đã gửi đến %(to)s; có thể rút lại khi nơi nhận chưa tiếp nhận.") % facts


def question_sentence(question: CompetenceQuestion) -> str:
    """What the officer reads when a question of competence was opened instead."""
    if question.superior_unit is None:
        return _(
            "Tranh chấp thẩm quyền: không có cấp trên chung trên hệ thống. Hồ sơ ở lại đơn vị; hãy in văn bản xin ý kiến cấp trên."
        )
    superior = tree.get(question.superior_unit).full_name
    return _(
        "Nơi nhận đã từng chuyển vụ việc này đi: hồ sơ ở lại đơn vị, %(unit)s sẽ xác định đơn vị có thẩm quyền."
    ) % {"unit": superior}


def _facts(movement: Envelope | Parcel) -> dict[str, str]:
    if isinstance(movement, Parcel):
        return _named(movement.moved_on, *_sides(movement))
    sender = tree.get(movement.from_unit).full_name
    return _named(clock.day_of(movement.sent_at), sender, custody.addressee(movement))


def _sides(parcel: Parcel) -> tuple[str, str]:
    here = tree.get(parcel.unit_id).full_name
    return (here, parcel.other_name) if parcel.direction == Direction.OUT else (parcel.other_name, here)


def _named(on: date, sender: str, to: str) -> dict[str, str]:
    return {"on": f"{on:%d/%m/%Y}", "sender": sender, "to": to}
