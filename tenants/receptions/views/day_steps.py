"""The forms of the day: attendance, incident, deviation, an item of the conclusion, reading; agreement and case of one citizen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from identity.permissions import Permission as P
from kernel import errors
from tenants.cases import policies as case_policies
from tenants.cases.models import Case
from tenants.cases.queries.counters import Counters, counters
from tenants.cases.views import pending_pin
from tenants.receptions.actions import day as act
from tenants.receptions.actions import queue
from tenants.receptions.actions.taking import make_case
from tenants.receptions.enums import EntryKind
from tenants.receptions.forms import day as forms
from tenants.receptions.policies import registrations as policies
from tenants.receptions.queries.day import bodies_open, name_of, officers_of, statements_of
from tenants.receptions.views.step import RegistrationStep, SessionStep


class DayStep(SessionStep):
    """A form of the day; afterwards the day's page is shown again."""

    verb = "record"

    def next_url(self) -> str:
        return reverse("receptions:day", args=[self.row.pk])


class Attend(DayStep):
    form_class = forms.AttendForm
    keeps_draft = False
    title = _lazy("Có mặt, dự thay")
    primary = _lazy("Ghi")
    done = _lazy("Đã ghi thành phần dự.")

    def sentence(self) -> str:
        found = self.session.participant(self.kwargs["participant_id"])
        if found is None:
            raise errors.NotFound("participant_not_found", _("Không có thành phần dự này."))
        return str(found.get("name", ""))

    def initial(self) -> dict[str, Any]:
        found = self.session.participant(self.kwargs["participant_id"]) or {}
        # Nobody is absent by default: while nothing was recorded nothing is chosen.
        recorded = found.get("attended")
        attended = "" if recorded is None else "leader" if recorded else "absent"
        return {
            "attended": "substitute" if found.get("substitute") else attended,
            "substitute": found.get("substitute", ""),
            "reason": found.get("reason", ""),
        }

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.attend(
            self.session,
            participant_id=self.kwargs["participant_id"],
            attended=told["attended"] != "absent",
            substitute=told["substitute"] if told["attended"] == "substitute" else "",
            reason=told["reason"],
            actor=self.actor,
        ).pk


class Incident(DayStep):
    verb = "incident"
    form_class = forms.IncidentForm
    title = _lazy("Ghi sự cố")
    primary = _lazy("Ghi sự cố")
    done = _lazy("Đã ghi sự cố.")

    def next_url(self) -> str:
        if self.actor.may(P.RECEPTION_VIEW):
            return super().next_url()
        return reverse("receptions:session", args=[self.row.pk])

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.report_incident(
            self.session, what=told["what"], phase=told["phase"], is_urgent=told["is_urgent"], actor=self.actor
        ).pk


class Deviation(DayStep):
    form_class = forms.DeviationForm
    title = _lazy("Khác với chương trình")
    primary = _lazy("Ghi lại")
    done = _lazy("Đã ghi.")

    def perform(self, form: Any) -> UUID:
        return act.write_deviation(self.session, what=form.cleaned_data["what"], step=None, actor=self.actor).pk


class Conclude(DayStep):
    form_class = forms.ItemForm
    title = _lazy("Thêm mục kết luận")
    primary = _lazy("Thêm vào kết luận")
    done = _lazy("Đã thêm vào kết luận.")

    def form_arguments(self) -> dict[str, Any]:
        people = policies.visible_registrations(self.actor).of_session(self.session.pk).in_queue()
        return {
            "bodies": [(str(one.pk), one.name) for one in bodies_open()],
            "officers": [(str(one.pk), one.full_name) for one in officers_of(self.actor.unit.id, self.session.line)],
            "people": [
                (str(one.pk), f"{one.queue_no or one.number} · {name_of(one) or _('niêm phong')}") for one in people
            ],
        }

    def initial(self) -> dict[str, Any]:
        return {"registration": self.request.GET.get("registration", "")}

    def perform(self, form: Any) -> UUID:
        chosen = form.cleaned_data["registration"]
        row = policies.get_registration(self.actor, chosen) if chosen else None
        return act.conclude_item(self.session, form.item(), registration=row, actor=self.actor).pk


class Reading(DayStep):
    form_class = forms.ReadingForm
    title = _lazy("Đọc lại, ký biên bản")
    primary = _lazy("Ghi")
    done = _lazy("Đã ghi việc đọc, ký biên bản.")

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return act.record_reading(
            self.session, was_read=told["was_read"], signed=told["signed"], note=told["note"], actor=self.actor
        ).pk


class OfTheDay(RegistrationStep):
    """A form about one citizen of the day."""

    def next_url(self) -> str:
        return reverse("receptions:day", args=[self.row.session_id])


class Say(OfTheDay):
    verb = "say"
    form_class = forms.SayForm
    title = _lazy("Ý kiến cuối của công dân")
    primary = _lazy("Ghi ý kiến")
    done = _lazy("Đã ghi ý kiến của công dân.")

    def initial(self) -> dict[str, Any]:
        return {"agreement": self.row.agreement, "outcome": self.row.outcome}

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return queue.say(
            self.row,
            agreement=told["agreement"],
            outcome=told["outcome"],
            actor=self.actor,
            version=self.version(form),
        ).pk


class Sign(OfTheDay):
    verb = "sign"
    form_class = forms.SignForm
    keeps_draft = False
    title = _lazy("Đọc lại, công dân ký")
    primary = _lazy("Ghi việc ký")
    done = _lazy("Đã ghi việc công dân ký.")

    def initial(self) -> dict[str, Any]:
        return {"signing": self.row.signing, "note": self.row.signing_note}

    def sentence(self) -> str:
        said = [f"{EntryKind(one.kind).label}: {one.text}" for one in statements_of(self.row) if one.text.strip()]
        return "\n\n".join(said) or _("Chưa ghi lời trình bày của công dân.")

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return queue.sign(
            self.row, signing=told["signing"], note=told["note"], actor=self.actor, version=self.version(form)
        ).pk


class MakeCase(OfTheDay):
    verb = "make_case"
    # Whom a denunciation is about is kept nowhere but in the case.
    keeps_draft = False
    form_class = forms.MakeCaseForm
    title = _lazy("Đưa lượt tiếp vào vụ việc")
    primary = _lazy("Vào sổ")

    def form_arguments(self) -> dict[str, Any]:
        return {"kind": self.row.kind}

    def initial(self) -> dict[str, Any]:
        linked = Case.objects.unsealed().filter(pk=self.row.case_id).first() if self.row.case_id else None
        return {"field": self.row.field, "into": linked.number if linked else ""}

    def sentence(self) -> str:
        assert self.row.session is not None
        day = self.row.session.held_on
        return _("Số trong ngày trước khi vào sổ: %(figures)s. Hoàn tác được đến khi kết thúc buổi tiếp.") % {
            "figures": figures(counters(self.actor.unit, day, day, seen_by=self.actor))
        }

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        into = self._case(told["into"]) if told["into"] else None
        names = tuple(name for name in [told.get("denounced", "")] if name)
        done = make_case(
            self.row, field=told["field"], denounced=names, into=into, actor=self.actor, version=self.version(form)
        )
        if done.registration.case_id and done.pin:
            pending_pin.keep(self.actor, done.registration.case_id, done.pin)
        said = _("Đã vào sổ %(number)s. Trước: %(before)s. Sau: %(after)s.") % {
            "number": done.number,
            "before": figures(done.before),
            "after": figures(done.after),
        }
        receipt = reverse("cases:receipt", args=[done.registration.case_id])
        messages.success(self.request, format_html('{} <a href="{}">{}</a>', said, receipt, _("In biên nhận")))
        return done.registration.pk

    def _case(self, number: str) -> UUID:
        found = case_policies.visible_cases(self.actor).filter(number=number.strip()).first()
        if found is None:
            message = _("Không có vụ việc mang số này.")
            raise errors.Invalid("case_unknown", message, fields={"into": [message]})
        return found.pk


def figures(found: Counters) -> str:
    """The five counters in words, never added up."""
    return _("%(visits)d lượt, %(persons)d người, %(petitions)d đơn, %(cases)d vụ việc, %(crowds)d đoàn đông người") % {
        "visits": found.visits,
        "persons": found.persons_received,
        "petitions": found.petitions,
        "cases": found.cases,
        "crowds": found.crowd_groups,
    }
