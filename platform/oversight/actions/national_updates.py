"""The unit says that the national database holds its month, corrects the day, or takes a mistaken word back."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors, ids
from kernel.journal import events
from kernel.text import storable
from kernel.transactions import atomic, lock_unit_writes
from oversight.models import NationalUpdate
from oversight.policies import require_national_updates
from registry.rules import refuse_if_frozen

#: Decree 55/2022/NĐ-CP on the national database takes effect.
SINCE = date(2022, 10, 10)


@atomic
def tick_month(period: date, *, done_on: date, actor: Actor, version: int | None = None) -> NationalUpdate:
    """The month of ``period`` is in the national database since ``done_on``; said again, the day is corrected.

    Announces ``national_update_told`` or ``national_update_corrected``. Refuses a month before the decree or not begun, a day to
    come or before the month, and a row that changed since ``version`` was seen.
    """
    require_national_updates(actor)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    month = period.replace(day=1)
    _check(month, done_on)
    row = NationalUpdate.objects.select_for_update().filter(unit_id=actor.unit.id, period=month).first()
    if row is None:
        row = NationalUpdate(id=ids.new_id(), unit_id=actor.unit.id, period=month, version=0)
    elif version != row.version:
        raise errors.Conflict(
            "update_changed",
            _("Tháng này đã được %(who)s xác nhận cập nhật ngày %(day)s. Xem lại rồi gửi lại nếu cần sửa ngày.")
            % {"who": row.account_name, "day": f"{row.done_on:%d/%m/%Y}"},
            who=row.account_name,
            when=row.written_at.isoformat(),
            version=row.version,
        )
    was_told = row.version > 0
    row.done_on, row.account_id, row.account_name = done_on, actor.account_id, actor.name[:200]
    row.written_at, row.version = clock.now(), row.version + 1
    row.save()
    kind = "national_update_corrected" if was_told else "national_update_told"
    events.record(kind, actor=actor, case_id=row.pk, period=f"{month:%Y-%m}", on=done_on.isoformat())
    return row


@atomic
def take_back_update(update_id: UUID, *, reason: str, actor: Actor) -> None:
    """The tick was a mistake: the month counts as not updated. Announces ``national_update_taken_back`` with the reason."""
    require_national_updates(actor)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    row = NationalUpdate.objects.select_for_update().filter(unit_id=actor.unit.id, pk=update_id).first()
    if row is None:
        raise errors.NotFound("update_not_found", _("Không tìm thấy xác nhận này của đơn vị."))
    why = storable(reason).strip()[:500]
    if not why:
        message = _("Ghi lý do rút lại.")
        raise errors.Invalid("reason_missing", message, fields={"reason": [message]})
    events.record("national_update_taken_back", actor=actor, case_id=row.pk, period=f"{row.period:%Y-%m}", reason=why)
    row.delete()


def _check(month: date, done_on: date) -> None:
    today = clock.today()
    found: dict[str, list[str]] = {}
    if month < SINCE.replace(day=1) or month > today:
        found["period"] = [_("Chọn một tháng đã bắt đầu, từ tháng 10/2022 (Nghị định 55/2022/NĐ-CP).")]
    if done_on > today:
        found["done_on"] = [_("Ngày %(day)s chưa đến.") % {"day": f"{done_on:%d/%m/%Y}"}]
    elif done_on < month <= today:
        found["done_on"] = [_("Ngày cập nhật không thể trước ngày đầu của tháng.")]
    if found:
        raise errors.Invalid("update_invalid", _("Chưa ghi được xác nhận: xem các ô được đánh dấu."), fields=found)
