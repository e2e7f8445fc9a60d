"""Where a case may not go: the rules of addressees, each with its sentence."""

from django.utils.translation import gettext as _

from exchange import competence, custody
from exchange.models import Custody, Envelope
from exchange.sending import Address
from identity import members
from identity.actors import Actor
from kernel import clock, errors, text
from registry import tree
from registry.info import UnitInfo
from tenants.cases.enums import Capacity
from tenants.cases.models import Case
from tenants.cases.rules import naming


def address_of(to: UnitInfo | None, external: str) -> Address:
    """Where to, from what the form gave; exactly one of the two."""
    name = text.clean(external or "", field="external", max_length=250).strip()
    if (to is None) == (not name):
        message = _("Chọn một nơi nhận: đơn vị trong danh mục hoặc cơ quan ngoài hệ thống.")
        raise errors.Invalid("addressee_missing", message, fields={"to": [message]})
    return Address(to.id if to else None, name)


def refuse_addressee(case: Case, held: Custody, address: Address, *, actor: Actor) -> None:
    """Refuse an addressee that has the case, that has ended, or whose head is denounced in it."""
    if address.unit_id is None:
        return
    unit = tree.get(address.unit_id)
    if unit.id == actor.unit.id:
        raise _invalid("addressee_is_sender", _("Hồ sơ đang ở chính đơn vị này."))
    if unit.ended_on(clock.today()):
        follow = ", ".join(one.name for one in tree.successors(unit.id)[:6])
        raise errors.InvalidTransition(
            "addressee_ended",
            _("%(unit)s đã kết thúc hoạt động ngày %(day)s. Đơn vị tiếp nhận: %(names)s.")
            % {"unit": unit.name, "day": f"{unit.valid_to:%d/%m/%Y}", "names": follow or _("chưa rõ")},
        )
    refuse_denounced(case, unit)


def refuse_on_road(held: Custody, unit: UnitInfo) -> None:
    """An escalation or assignment may not go to a unit that waits for this very case."""
    waiting = {envelope.from_unit for envelope in custody.road(held.case_id)} | {held.answering_unit}
    if unit.id in waiting:
        raise errors.InvalidTransition(
            "addressee_waits",
            _("%(unit)s đang chờ kết quả vụ việc này; hãy trả lại hoặc báo cáo kết quả.") % {"unit": unit.name},
        )


def refuse_denounced(case: Case, unit: UnitInfo) -> None:
    """A denunciation never goes to the unit whose head is denounced (Law on denunciations, Art. 13)."""
    if not case.is_denunciation:
        return
    sealed_from = Envelope.objects.filter(case_id=case.pk, is_sealed_up=True, from_unit=unit.id)
    if sealed_from.exists() or is_denounced(case, unit):
        raise errors.InvalidTransition(
            "addressee_denounced",
            _("Không gửi đơn tố cáo đến %(unit)s: người đứng đầu đơn vị này bị tố cáo trong đơn.")
            % {"unit": unit.name},
        )


def refuse_if_named(held: Custody, actor: Actor) -> None:
    """The unit that a superior has named neither returns nor transfers the case."""
    refuse_in_dispute(held)
    if held.named_unit == actor.unit.id:
        raise errors.InvalidTransition(
            "competence_named",
            _("Cấp trên đã xác định đơn vị này có thẩm quyền; không chuyển hoặc trả lại được nữa."),
        )


def refuse_in_dispute(held: Custody) -> None:
    """While a question of competence is open, the case stays where it is."""
    question = competence.undecided(held.case_id)
    if question is not None and question.superior_unit is not None:
        raise errors.InvalidTransition(
            "competence_open",
            _("Đang chờ %(unit)s xác định đơn vị có thẩm quyền.") % {"unit": tree.get(question.superior_unit).name},
        )
    if question is not None:
        raise errors.InvalidTransition(
            "competence_disputed",
            _("Tranh chấp thẩm quyền: hãy gửi văn bản xin ý kiến cấp trên và ghi phúc đáp trước khi chuyển tiếp."),
        )


def is_denounced(case: Case, unit: UnitInfo) -> bool:
    heads = [head.account.full_name for head in members.heads(unit.id)]
    names = case.people.filter(capacity=Capacity.DENOUNCED, person__isnull=False).values_list(
        "person__full_name", flat=True
    )
    return any(naming.is_named(head, name) for name in names for head in heads)


def _invalid(code: str, message: str) -> errors.Invalid:
    return errors.Invalid(code, message, fields={"to": [message]})
