"""What goes with a plan: who got it, and guidance to its legal bases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Invalid, NotFound
from kernel.journal import events
from kernel.transactions import atomic
from tenants.documents import uploads as files
from tenants.receptions.actions.plans.changing import Files, locked, save, stored
from tenants.receptions.models import Plan


@atomic()
def record_sent(plan: Plan, row: int, *, channel: str, sent_on: date, proof: str, actor: Actor) -> None:
    """Say how and when a recipient of the distribution list got the plan. Records `plan_sent`; the same said again is nothing."""
    plan = locked(plan, "distribute", None, actor)
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
    save(plan, ["distribution"])
    events.record("plan_sent", actor=actor, plan_id=str(plan.pk), to=plan.distribution[row]["name"], **told)


@atomic()
def attach_guidance(plan: Plan, base: int, *, uploads: Files, actor: Actor) -> None:
    """Attach guidance documents to one of the legal bases. Records `plan_guidance_attached`."""
    plan = locked(plan, "attach", None, actor)
    if not 0 <= base < len(plan.bases):
        raise NotFound("no_basis", _("Không có căn cứ này."))
    added = stored(uploads)
    if not added:
        message = _("Hãy chọn tệp.")
        raise Invalid("file_missing", message, fields={files.FIELD: [message]})
    held = list(plan.bases[base].get("files", []))
    # The same paper attached again, by a second click, is there once.
    new = [row for row in added if row["digest"] not in {one["digest"] for one in held}]
    if not new:
        return
    plan.bases[base] = {**plan.bases[base], "files": [*held, *new]}
    save(plan, ["bases"])
    names = [row["name"] for row in added]
    events.record("plan_guidance_attached", actor=actor, plan_id=str(plan.pk), files=names)
