"""The steps of those on duty: shifts, notes on the situation, alerts; each calls one action."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity import members
from kernel import clock
from oversight import campaign_policies as policies
from oversight.actions import alerts, rosters, situation_notes
from oversight.models import Alert, Shift
from registry import tree
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.inspections.forms import campaigns as forms
from tenants.inspections.views.campaign_steps import CampaignStep
from tenants.receptions.policies.arrivals import visible_arrivals


class AddShift(CampaignStep):
    name, verb = "add_shift", "roster"
    form_class = forms.ShiftForm
    title = gettext_lazy("Thêm ca trực")
    primary = gettext_lazy("Lưu ca trực")
    done = gettext_lazy("Đã lưu ca trực.")

    def form_arguments(self) -> dict[str, Any]:
        rows = {row.account_id: row for row in members.current(self.actor.unit.id)}
        return {"accounts": [(str(pk), f"{row.account.full_name} – {_role(row)}") for pk, row in rows.items()]}

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("day", "")
        day = asked or max(self.campaign.first, clock.today())
        return {"day": day, "starts_at": "07:00", "ends_at": "17:00", "place": self.campaign.place}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.ShiftForm)
        return rosters.add_shift(self.campaign, data=form.data_of(), actor=self.actor).pk

    def back_url(self) -> str:
        return reverse("campaigns:roster", args=[self.campaign.pk])


class ChangeShift(AddShift):
    name = "change_shift"
    title = gettext_lazy("Sửa ca trực")
    shift: Shift

    def find(self) -> None:
        self.shift = policies.get_shift(self.actor, self.kwargs_of_step["shift_id"])
        self.campaign = self.shift.campaign

    def initial(self) -> dict[str, Any]:
        row = self.shift
        starts, ends = (moment.astimezone(clock.OFFICE_ZONE) for moment in (row.starts_at, row.ends_at))
        people = list(row.people.all())
        typed = [one for one in people if one.account_id is None]
        leader = next((one for one in people if one.is_leader), None)
        return {
            "version": row.version,
            "day": starts.date(),
            "starts_at": starts.time(),
            "ends_at": ends.time(),
            "place": row.place,
            "accounts": [str(one.account_id) for one in people if one.account_id],
            "people": "\n".join(
                "; ".join([one.name, one.position, one.phone, one.home])
                for one in sorted(typed, key=lambda one: not one.is_leader)
            ),
            "leader": "" if leader is None else str(leader.account_id or forms.TYPED_FIRST),
        }

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.ShiftForm)
        version = form.cleaned_data["version"]
        return rosters.change_shift(self.shift, data=form.data_of(), actor=self.actor, version=version).pk


class RemoveShift(CampaignStep):
    name, verb = "remove_shift", "roster"
    title = gettext_lazy("Bỏ ca trực")
    primary = gettext_lazy("Bỏ ca trực này")
    done = gettext_lazy("Đã bỏ ca trực.")
    danger = True
    shift: Shift | None = None

    def check(self) -> None:
        """After a second click the shift is gone: only the page asks for it."""
        super().check()
        if self.request.method == "GET":
            self.shift = policies.get_shift(self.actor, self.kwargs_of_step["shift_id"])

    def initial(self) -> dict[str, Any]:
        return {"version": self.shift.version if self.shift else None}

    def sentence(self) -> str:
        if self.shift is None:
            return ""
        return _("Ca %(shift)s tại %(place)s: %(people)s.") % {
            "shift": str(self.shift),
            "place": self.shift.place,
            "people": ", ".join(one.name for one in self.shift.people.all()),
        }

    def perform(self, form: KeyedForm) -> None:
        rosters.remove_shift(
            self.kwargs_of_step["shift_id"],
            campaign=self.campaign,
            actor=self.actor,
            version=form.cleaned_data["version"],
        )

    def back_url(self) -> str:
        return reverse("campaigns:roster", args=[self.campaign.pk])


class WriteNote(CampaignStep):
    name, verb = "write_note", "note"
    form_class = forms.NoteForm
    title = gettext_lazy("Ghi tình hình, dự báo")
    primary = gettext_lazy("Lưu ghi nhận")
    done = gettext_lazy("Đã lưu ghi nhận.")

    def initial(self) -> dict[str, Any]:
        return {"day": clock.today()}

    def perform(self, form: KeyedForm) -> UUID:
        return situation_notes.write_note(self.campaign, **form.told(), actor=self.actor).pk


class WithdrawNote(CampaignStep):
    name, verb = "withdraw_note", "note"
    form_class = forms.ReasonForm
    title = gettext_lazy("Rút ghi nhận")
    primary = gettext_lazy("Rút ghi nhận này")
    done = gettext_lazy("Đã rút; ghi nhận vẫn xem được cùng lý do.")
    danger = True

    def perform(self, form: KeyedForm) -> UUID:
        note_id = self.kwargs_of_step["note_id"]
        return situation_notes.withdraw_note(
            note_id, campaign=self.campaign, why=form.cleaned_data["why"], actor=self.actor
        ).pk


class TakeAlert(Step):
    name = "acknowledge_alert"
    form_class = forms.AcknowledgeForm
    template_name = "inspections/alert.html"
    title = gettext_lazy("Cảnh báo")
    primary = gettext_lazy("Đã nhận, đang xử lý")
    done = gettext_lazy("Đã ghi nhận việc xử lý.")
    alert: Alert

    def find(self) -> None:
        self.alert = policies.get_alert(self.actor, self.kwargs_of_step["alert_id"])

    def context(self, form: KeyedForm) -> dict[str, Any]:
        row = self.alert
        # An alert is told on both lines, its campaign belongs to one.
        own = policies.visible_campaigns(self.actor).filter(alerts=row, unit_id=self.actor.unit.id).first()
        return {
            "alert": row,
            "unit": tree.get(row.unit_id),
            "by_unit": tree.get(row.raised_by_unit),
            "takes": policies.may_take(self.actor, row),
            "campaign": own,
            "arrival": visible_arrivals(self.actor).filter(pk__in=[row.object_id]).first(),
        }

    def perform(self, form: KeyedForm) -> UUID:
        return alerts.acknowledge_alert(self.alert, measures=form.cleaned_data["measures"], actor=self.actor).pk

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Cảnh báo"), reverse("campaigns:alerts"))]

    def back_url(self) -> str:
        return reverse("campaigns:alert", args=[self.alert.pk])


def _role(row: Any) -> str:
    return str(row.position or row.get_role_display())
