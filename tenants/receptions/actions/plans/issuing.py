"""A plan gets number and date with the signed paper: it counts from then on."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Conflict, Invalid
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import Instrument, InstrumentKind
from tenants.receptions import protocols
from tenants.receptions.actions.duties import refresh_year
from tenants.receptions.actions.plans.changing import Files, locked, save, stored
from tenants.receptions.enums import PlanStatus
from tenants.receptions.models import Plan
from tenants.receptions.rules.plan_values import orders_below


@atomic()
def issue_plan(
    plan: Plan, *, number: str, dated_on: date | None, uploads: Files = (), version: int | None = None, actor: Actor
) -> Plan:
    """Give a draft its number and date with the signed paper: it counts from now on.

    In one transaction: status, the version before replaced, the instrument that units above and below read, the duty register,
    and what listens (the year's sessions). Records `plan_issued`. Refuses without number or date, with a day to come, without
    a value of its own where it orders receptions, and beside another plan of the same year and line in force.
    """
    plan = locked(plan, "issue", version, actor)
    number = text.clean(number, field="number", max_length=60)
    _refuse_unissuable(plan, number, dated_on)
    if plan.amends_id is not None:
        before = Plan.objects.select_for_update().get(pk=plan.amends_id)
        before.status = PlanStatus.REPLACED
        before.version += 1
        before.save(update_fields=["status", "version"])
        Instrument.objects.filter(pk=before.pk).update(ended_on=dated_on, changed_at=clock.now())
    elif Plan.objects.in_force(plan.year, plan.line).exists():
        raise Conflict(
            "plan_exists", _("Năm và kênh này đã có kế hoạch đang có hiệu lực; hãy lập bản điều chỉnh của kế hoạch đó.")
        )
    plan.number, plan.dated_on, plan.status, plan.issued_at = number, dated_on, PlanStatus.ISSUED, clock.now()
    plan.files = [*plan.files, *stored(uploads)]
    save(plan, ["number", "dated_on", "status", "issued_at", "files"])
    _register(plan)
    protocols.tell_plan_issued(plan, actor)
    refresh_year(plan.line, plan.year)
    events.record(
        "plan_issued", actor=actor, plan_id=str(plan.pk), number=number, year=plan.year, line=plan.line,
        version_no=plan.version_no,
    )  # fmt: skip
    return plan


def _refuse_unissuable(plan: Plan, number: str, dated_on: date | None) -> None:
    problems: dict[str, list[str]] = {}
    if not number:
        problems["number"] = [_("Chưa có số, ký hiệu: kế hoạch vẫn là dự thảo.")]
    if dated_on is None:
        problems["dated_on"] = [_("Chưa có ngày ban hành: kế hoạch vẫn là dự thảo.")]
    elif dated_on > clock.today():
        problems["dated_on"] = [_("Ngày ban hành không thể ở sau hôm nay.")]
    elif plan.amends is not None and plan.amends.dated_on and dated_on < plan.amends.dated_on:
        problems["dated_on"] = [_("Bản điều chỉnh không thể có trước kế hoạch.")]
    if problems:
        raise Invalid("not_issuable", next(iter(problems.values()))[0], fields=problems)


def _register(plan: Plan) -> None:
    """What the units above and below read of the plan; no name of a person."""
    assert plan.dated_on is not None
    Instrument.objects.update_or_create(
        pk=plan.pk,
        defaults={
            "unit_id": plan.unit_id,
            "line": plan.line,
            "kind": InstrumentKind.PLAN,
            "year": plan.year,
            "title": plan.title,
            "number": plan.number,
            "dated_on": plan.dated_on,
            "valid_from": plan.dated_on,
            "valid_to": date(plan.year, 12, 31),
            "values": orders_below(plan),
            "changed_at": clock.now(),
        },
    )
