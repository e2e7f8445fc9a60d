"""Custody of cases: created once, read everywhere, changed only by compare-and-set.

Lock order, everywhere: custody row, then envelope, then rows of the unit. An action that works
on a case takes `lock` before it locks the case, asks `why_not_acting`, and holds the custody until it
commits: a note is either in the parcel or refused, never lost between the two.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from exchange.enums import HOPS, EnvelopeStatus
from exchange.models import Custody, Envelope
from kernel import clock
from kernel.errors import Conflict, NotFound
from kernel.prepared import Prepared
from registry import tree

_of_cases = Prepared(lambda case_ids: Custody.objects.filter(case_id__any=case_ids))
_with_envelopes = Prepared(
    lambda case_id: Custody.objects.filter(case_id=case_id).select_related("transit", "arrived_by")
)
_to_lock = Prepared(lambda case_id: Custody.objects.select_for_update(no_key=True).filter(case_id=case_id))


def create(case_id: UUID, unit_id: int) -> Custody:
    """Write the custody of a case just taken in: the unit handles it and owes the answer (I1)."""
    return Custody.objects.create(
        case_id=case_id, handling_unit=unit_id, answering_unit=unit_id, accepted_at=clock.now()
    )


def get(case_id: UUID) -> Custody:
    """The custody of a case; raises NotFound where no unit is responsible for it."""
    found = _with_envelopes.first(case_id)
    if found is None:
        raise NotFound("case_not_found", _("Không tìm thấy vụ việc."))
    return found


def of_cases(case_ids: Iterable[UUID]) -> dict[UUID, Custody]:
    """The custody rows of a page of cases, in one query."""
    wanted = list(case_ids)
    return {row.case_id: row for row in _of_cases.rows(wanted)} if wanted else {}


def lock(case_id: UUID) -> Custody:
    """Lock the custody row for this transaction; take it before any envelope or unit row."""
    found = _to_lock.first(case_id)
    if found is None:
        raise NotFound("case_not_found", _("Không tìm thấy vụ việc."))
    return found


def why_not_acting(held: Custody, unit_id: int) -> str:
    """The sentence that says why the unit may not work on the case now; empty when it may."""
    if held.handling_unit != unit_id:
        return _("Vụ việc đang do %(unit)s giải quyết.") % {"unit": _name(held.handling_unit)}
    if held.transit is not None:
        return _("Hồ sơ đang được chuyển tới %(unit)s; chỉ có thể rút lại.") % {"unit": addressee(held.transit)}
    if held.outside:
        return _("Hồ sơ đã gửi bằng giấy; đang chờ phúc đáp.")
    if held.accepted_at is None:
        return _("Đơn vị chưa tiếp nhận hồ sơ này; hãy tiếp nhận hoặc trả lại trước.")
    return ""


def change(held: Custody, *conditions: Q, **changes: object) -> None:
    """Compare-and-set: change exactly the row that was read, or raise Conflict.

    Compares `seq` and, for who asks, further conditions; raises Conflict("custody_moved") when
    another transaction was faster.
    """
    changed = Custody.objects.filter(
        *conditions, case_id=held.case_id, seq=held.seq, handling_unit=held.handling_unit
    ).update(seq=F("seq") + 1, **changes)
    if changed != 1:
        raise Conflict("custody_moved", _("Vụ việc vừa được người khác chuyển; hãy tải lại trang."))
    held.refresh_from_db()


def road(case_id: UUID) -> list[Envelope]:
    """The open hops of a case, oldest first: escalations and assignments that await a result."""
    return list(
        Envelope.objects.filter(
            case_id=case_id,
            kind__in=HOPS,
            status__in=[EnvelopeStatus.DELIVERED, EnvelopeStatus.ACCEPTED],
        ).order_by("order")
    )


def addressee(envelope: Envelope) -> str:
    """The name of the unit or outside body an envelope is addressed to."""
    return _name(envelope.to_unit) if envelope.to_unit is not None else envelope.to_external


def _name(unit_id: int) -> str:
    return tree.get(unit_id).full_name
