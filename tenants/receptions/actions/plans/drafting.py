"""A plan is drafted, changed, amended, thrown away: without number and date it generates nothing public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import text
from kernel.errors import Conflict, Invalid, NotPermitted
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import Instrument, InstrumentKind
from registry import tree
from registry.levels import Line
from tenants.receptions.actions.plans.changing import begin, locked, save
from tenants.receptions.enums import Covers, PlanStatus
from tenants.receptions.models import Plan
from tenants.receptions.rules.plan_checks import checked_bases, checked_distribution, checked_values

YEARS = (2019, 2060)


@dataclass(frozen=True, slots=True)
class PlanData:
    """What is typed of a plan. Issuer, signer and the person with the duty are three fields."""

    year: int
    line: str
    title: str
    issuer: str
    head_position: str
    covers: str = Covers.BOTH
    purpose: str = ""
    signer_name: str = ""
    signer_title: str = ""
    superior_plan_id: UUID | None = None
    bases: Sequence[Mapping[str, Any]] = field(default_factory=list)
    values: Mapping[str, Any] = field(default_factory=dict)
    distribution: Sequence[Mapping[str, Any]] = field(default_factory=list)


@atomic()
def draft_plan(data: PlanData, *, preset: str = "", actor: Actor) -> Plan:
    """A new draft. Records `plan_drafted`. Refuses a line that is not the actor's, and values that cannot be read."""
    begin(actor)
    plan = Plan(made_by_id=actor.account_id, preset=preset, **_columns(data, actor))
    plan.save(force_insert=True)
    events.record("plan_drafted", actor=actor, plan_id=str(plan.pk), year=plan.year, line=plan.line, title=plan.title)
    return plan


@atomic()
def change_plan(plan: Plan, data: PlanData, *, version: int | None, actor: Actor) -> Plan:
    """Change a draft. Records `plan_changed`, where something differs. An amendment keeps the year and line of its plan."""
    plan = locked(plan, "change", version, actor)
    columns = _columns(data, actor)
    if plan.amends is not None and (columns["year"], columns["line"]) != (plan.amends.year, plan.amends.line):
        message = _("Bản điều chỉnh giữ nguyên năm và kênh của kế hoạch.")
        raise Invalid("amendment_moves", message, fields={"year": [message]})
    _keep_files(plan, columns["bases"])
    if all(getattr(plan, name) == value for name, value in columns.items()):
        return plan
    for name, value in columns.items():
        setattr(plan, name, value)
    save(plan, list(columns))
    events.record("plan_changed", actor=actor, plan_id=str(plan.pk))
    return plan


@atomic()
def amend_plan(plan: Plan, *, why: str, actor: Actor) -> Plan:
    """Begin a new version of an issued plan, a draft with everything copied. Records `plan_amendment_begun`.

    Refuses without a reason and while another amendment is being made.
    """
    plan = locked(plan, "amend", None, actor)
    why = text.clean(why, field="why", max_length=2000, multiline=True)
    if not why:
        message = _("Hãy ghi vì sao điều chỉnh.")
        raise Invalid("why_missing", message, fields={"why": [message]})
    if plan.amendments.filter(status=PlanStatus.DRAFT).exists():
        raise Conflict("amendment_open", _("Kế hoạch này đang có một bản điều chỉnh chưa ban hành."))
    copied = {
        name: getattr(plan, name)
        for name in (
            "year", "line", "covers", "preset", "title", "purpose", "issuer", "signer_id", "signer_name",
            "signer_title", "head_position", "bases", "superior_unit_id", "superior_plan_id", "values",
        )
    }  # fmt: skip
    sent_again = [{**row, "sent_on": None, "channel": "", "proof": ""} for row in plan.distribution]
    amendment = Plan(
        **copied,
        distribution=sent_again,
        amends=plan,
        amended_why=why,
        version_no=plan.version_no + 1,
        made_by_id=actor.account_id,
    )
    amendment.save(force_insert=True)
    events.record("plan_amendment_begun", actor=actor, plan_id=str(amendment.pk), amends=str(plan.pk))
    return amendment


@atomic()
def discard_plan(plan: Plan, *, version: int | None = None, actor: Actor) -> None:
    """Throw a draft away. Records `plan_discarded`; an issued plan is never deleted."""
    plan = locked(plan, "discard", version, actor)
    events.record("plan_discarded", actor=actor, plan_id=str(plan.pk), title=plan.title)
    plan.delete()


def _columns(data: PlanData, actor: Actor) -> dict[str, Any]:
    if data.line not in (Line.PARTY, Line.GOVERNMENT):
        message = _("Kế hoạch thuộc kênh Đảng hoặc kênh chính quyền.")
        raise Invalid("line", message, fields={"line": [message]})
    if data.line not in {str(line) for line in actor.lines}:
        raise NotPermitted("line_not_yours", _("Bạn không làm việc ở kênh này."))
    problems: dict[str, list[str]] = {}
    if not YEARS[0] <= data.year <= YEARS[1]:
        problems["year"] = [_("Năm phải từ %(first)d đến %(last)d.") % {"first": YEARS[0], "last": YEARS[1]}]
    cleaned: dict[str, Any] = {}
    limits = {"title": 500, "issuer": 250, "head_position": 200, "signer_name": 200, "signer_title": 200}
    for name, longest in limits.items():
        cleaned[name] = text.clean(getattr(data, name), field=name, max_length=longest)
        if not cleaned[name] and not name.startswith("signer"):
            problems[name] = [_("Chưa ghi ô này.")]
    if problems:
        raise Invalid("plan_incomplete", _("Kế hoạch chưa đủ."), fields=problems)
    superior = _superior(data, actor)
    return {
        **cleaned,
        "year": data.year,
        "line": data.line,
        "covers": Covers(data.covers),
        "purpose": text.clean(data.purpose, field="purpose", max_length=20_000, multiline=True),
        "bases": checked_bases(list(data.bases)),
        "values": checked_values(data.values),
        "distribution": checked_distribution(list(data.distribution)),
        "superior_plan_id": superior.pk if superior else None,
        "superior_unit_id": superior.unit_id if superior else None,
    }


def _superior(data: PlanData, actor: Actor) -> Instrument | None:
    """The plan above that this one derives from: of the same line, of a unit above."""
    if data.superior_plan_id is None:
        return None
    found = Instrument.objects.filter(pk=data.superior_plan_id, kind=InstrumentKind.PLAN, line=data.line).first()
    if found is None or not tree.is_under(actor.unit.id, found.unit_id):
        message = _("Không có kế hoạch này của cấp trên.")
        raise Invalid("superior_plan", message, fields={"superior_plan_id": [message]})
    return found


def _keep_files(plan: Plan, bases: list[dict[str, Any]]) -> None:
    """A basis that stays keeps the guidance attached to it, whatever order it is typed in."""
    held = {(row.get("number"), row.get("title")): row.get("files", []) for row in plan.bases}
    for row in bases:
        row["files"] = row["files"] or held.get((row["number"], row["title"]), [])
