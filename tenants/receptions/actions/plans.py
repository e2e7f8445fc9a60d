"""Making, issuing and amending the plan of the year. Without number and date it is a draft and generates nothing public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, text
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from oversight.models import Instrument, InstrumentKind
from registry import tree
from registry.levels import Line
from registry.rules import refuse_if_frozen
from tenants.documents import uploads as files
from tenants.receptions import protocols
from tenants.receptions.actions.duties import refresh_year
from tenants.receptions.enums import Covers, PlanStatus
from tenants.receptions.models import Plan
from tenants.receptions.policies import plans as policies
from tenants.receptions.rules.plan_checks import checked_bases, checked_distribution, checked_values
from tenants.receptions.rules.plan_values import orders_below

Files: TypeAlias = "Sequence[UploadedFile[Any]]"
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
    _begin(actor)
    plan = Plan(made_by_id=actor.account_id, preset=preset, **_columns(data, actor))
    plan.save(force_insert=True)
    events.record("plan_drafted", actor=actor, plan_id=str(plan.pk), year=plan.year, line=plan.line, title=plan.title)
    return plan


@atomic()
def change_plan(plan: Plan, data: PlanData, *, version: int | None, actor: Actor) -> Plan:
    """Change a draft. Records `plan_changed`, where something differs. An amendment keeps the year and line of its plan."""
    plan = _locked(plan, "change", version, actor)
    columns = _columns(data, actor)
    if plan.amends is not None and (columns["year"], columns["line"]) != (plan.amends.year, plan.amends.line):
        message = _("Bản điều chỉnh giữ nguyên năm và kênh của kế hoạch.")
        raise Invalid("amendment_moves", message, fields={"year": [message]})
    _keep_files(plan, columns["bases"])
    if all(getattr(plan, name) == value for name, value in columns.items()):
        return plan
    for name, value in columns.items():
        setattr(plan, name, value)
    _save(plan, list(columns))
    events.record("plan_changed", actor=actor, plan_id=str(plan.pk))
    return plan


@atomic()
def issue_plan(
    plan: Plan, *, number: str, dated_on: date | None, uploads: Files = (), version: int | None = None, actor: Actor
) -> Plan:
    """Give a draft its number and date with the signed paper: it counts from now on.

    In one transaction: status, the version before replaced, the instrument that units above and below read, the duty register,
    and what listens (the year's sessions). Records `plan_issued`. Refuses without number or date, with a day to come, without
    a value of its own where it orders receptions, and beside another plan of the same year and line in force.
    """
    plan = _locked(plan, "issue", version, actor)
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
    plan.files = [*plan.files, *_stored(uploads)]
    _save(plan, ["number", "dated_on", "status", "issued_at", "files"])
    _register(plan)
    protocols.tell_plan_issued(plan, actor)
    refresh_year(plan.line, plan.year)
    events.record(
        "plan_issued", actor=actor, plan_id=str(plan.pk), number=number, year=plan.year, line=plan.line,
        version_no=plan.version_no,
    )  # fmt: skip
    return plan


@atomic()
def amend_plan(plan: Plan, *, why: str, actor: Actor) -> Plan:
    """Begin a new version of an issued plan, a draft with everything copied. Records `plan_amendment_begun`.

    Refuses without a reason and while another amendment is being made.
    """
    plan = _locked(plan, "amend", None, actor)
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
    plan = _locked(plan, "discard", version, actor)
    events.record("plan_discarded", actor=actor, plan_id=str(plan.pk), title=plan.title)
    plan.delete()


@atomic()
def record_sent(plan: Plan, row: int, *, channel: str, sent_on: date, proof: str, actor: Actor) -> None:
    """Say how and when a recipient of the distribution list got the plan. Records `plan_sent`; the same said again is nothing."""
    plan = _locked(plan, "distribute", None, actor)
    if not 0 <= row < len(plan.distribution):
        raise NotFound("no_recipient", _("Không có nơi nhận này."))
    if plan.dated_on is not None and not plan.dated_on <= sent_on <= clock.today():
        message = _("Ngày gửi phải từ ngày ban hành đến hôm nay.")
        raise Invalid("sent_on", message, fields={"sent_on": [message]})
    told: dict[str, Any] = {
        "channel": text.clean(channel, field="channel", max_length=40),
        "sent_on": sent_on.isoformat(),
        "proof": text.clean(proof, field="proof", max_length=300),
    }
    if told.items() <= plan.distribution[row].items():
        return
    plan.distribution[row] = {**plan.distribution[row], **told}
    _save(plan, ["distribution"])
    events.record("plan_sent", actor=actor, plan_id=str(plan.pk), to=plan.distribution[row]["name"], **told)


@atomic()
def attach_guidance(plan: Plan, base: int, *, uploads: Files, actor: Actor) -> None:
    """Attach guidance documents to one of the legal bases. Records `plan_guidance_attached`."""
    plan = _locked(plan, "attach", None, actor)
    if not 0 <= base < len(plan.bases):
        raise NotFound("no_basis", _("Không có căn cứ này."))
    added = _stored(uploads)
    if not added:
        message = _("Hãy chọn tệp.")
        raise Invalid("file_missing", message, fields={files.FIELD: [message]})
    held = list(plan.bases[base].get("files", []))
    # The same paper attached again, by a second click, is there once.
    new = [row for row in added if row["digest"] not in {one["digest"] for one in held}]
    if not new:
        return
    plan.bases[base] = {**plan.bases[base], "files": [*held, *new]}
    _save(plan, ["bases"])
    names = [row["name"] for row in added]
    events.record("plan_guidance_attached", actor=actor, plan_id=str(plan.pk), files=names)


def _begin(actor: Actor) -> None:
    actor.require(Permission.PLAN_MANAGE)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def _locked(plan: Plan, verb: str, version: int | None, actor: Actor) -> Plan:
    _begin(actor)
    found = Plan.objects.select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if found is None:
        raise NotFound("plan_not_found", _("Không tìm thấy kế hoạch."))
    if version is not None and found.version != version:
        raise Conflict("plan_changed", _("Kế hoạch vừa được người khác sửa. Hãy xem lại trước khi lưu."))
    if not policies.may(actor, verb, found):
        if found.line not in {str(line) for line in actor.lines}:
            raise NotFound("plan_not_found", _("Không tìm thấy kế hoạch."))
        raise InvalidTransition("plan_status", _("Kế hoạch %(status)s không làm được bước này.") % {
            "status": str(found.get_status_display()).lower()
        })  # fmt: skip
    return found


def _save(plan: Plan, columns: list[str]) -> None:
    plan.version += 1
    plan.save(update_fields=[*columns, "version"])


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


def _stored(uploads: Files) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "digest": one.digest, "size": one.size, "media_type": one.media_type}
        for one in files.store_all(list(uploads))
    ]


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
