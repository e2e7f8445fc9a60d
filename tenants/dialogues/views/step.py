"""One view class for every step of a conference or an opinion."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from identity import members
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors
from kernel.journal import drafts, once
from registry.levels import Line
from tenants.cases.forms.base import KeyedForm
from tenants.cases.policies.verdicts import Verdict
from tenants.cases.views.flow import StepFlow
from tenants.cases.views.kept import bring_back, kept_as
from tenants.cases.views.responses import page
from tenants.dialogues import policies
from tenants.dialogues.models import Conference, Opinion
from tenants.staff.models import Body
from tenants.staff.queries import setting

Choices = list[tuple[str, str]]


@method_decorator(actor_required(), name="dispatch")
class Step(StepFlow[KeyedForm]):
    """What steps with a conference, with an opinion, and with neither have in common."""

    form_class: ClassVar[type[KeyedForm]] = KeyedForm
    template_name: ClassVar[str] = "dialogues/step.html"

    conference: Conference | None = None
    opinion: Opinion | None = None
    result_id: UUID | None = None
    has_draft = False

    # What a subclass fills in ----------------------------------------------------------------------------------

    def find(self) -> None:
        """Look up what the address names; NotFound where it does not exist for the actor."""

    def perform(self, form: Any) -> UUID | None:
        """Call the one action; returns the id of what was made, if another page shows it."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know beside what was typed."""
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def sentence(self) -> str:
        """What will happen, in one plain sentence."""
        return ""

    def context(self, form: Any) -> dict[str, Any]:
        return {}

    def next_url(self, form: Any) -> str:
        return self.back_url()

    def back_url(self) -> str:
        if self.conference is not None:
            return reverse("dialogues:page", args=[self.conference.pk])
        return reverse("dialogues:opinions")

    # How it runs -----------------------------------------------------------------------------------------------

    def make_form(self, data: Any) -> KeyedForm:
        target = self.opinion or self.conference
        initial = {**self.initial(), "version": target.version if target else None}
        if data is not None:
            return self.form_class(data, initial=initial, **self.form_arguments())
        form = self.form_class(initial=initial, **self.form_arguments())
        self.has_draft = bring_back(self.actor, self.draft_name, form)
        return form

    @property
    def draft_name(self) -> str:
        target = self.opinion or self.conference
        return f"{type(self).__name__.lower()}-{target.pk if target else 'new'}"

    def on_success(self) -> None:
        drafts.discard(self.actor, self.draft_name)

    def on_refusal(self, form: KeyedForm, error: errors.DomainError) -> None:
        if isinstance(error, errors.Conflict) and "version" in error.facts:
            form.take_version(error.facts["version"])

    def begin(self, request: ActorRequest) -> None:
        self.actor = request.actor
        self.find()

    def run(self, form: KeyedForm) -> None:
        told = {name: str(value) for name, value in form.told().items()}
        fingerprint = once.fingerprint_of(
            [type(self).__name__, {name: str(one) for name, one in self.kwargs.items()}, told]
        )
        self.result_id, _replayed = once.run(
            form.cleaned_data.get("once_key"), actor=self.actor, fingerprint=fingerprint, fn=lambda: self.perform(form)
        )

    def show(self, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        context = {
            "conference": self.conference,
            "opinion": self.opinion,
            "form": form,
            "title": self.title,
            "sentence": self.sentence(),
            "primary": self.primary or self.title,
            "danger": self.danger,
            "back": self.back_url(),
            "own_fields": [],
            **(kept_as(self.draft_name, self.has_draft) if form.visible_fields() else {}),
            **self.context(form),
        }
        return page(self.request, self.template_name, context, status=status)

    def refused(self, reason: str, *, status: int) -> HttpResponse:
        context = {
            "conference": self.conference,
            "opinion": self.opinion,
            "title": self.title,
            "reason": reason,
            "back": self.back_url(),
        }
        return page(self.request, "dialogues/refused.html", context, status=status)


class ConferenceStep(Step):
    """A step with one conference."""

    verb: ClassVar[str]

    conference: Conference

    def find(self) -> None:
        self.conference = policies.get_conference(self.actor, self.kwargs["conference_id"])

    def verdict(self) -> Verdict:
        return policies.may(self.actor, self.verb, self.conference)


class OpinionStep(Step):
    """A step with one opinion."""

    verb: ClassVar[str]

    opinion: Opinion

    def find(self) -> None:
        self.opinion = policies.get_opinion(self.actor, self.kwargs["opinion_id"])
        self.conference = self.opinion.conference

    def verdict(self) -> Verdict:
        return policies.may_with(self.actor, self.verb, self.opinion, self.conference)

    def back_url(self) -> str:
        if self.conference is not None and self.conference.status == "OPEN":
            return reverse("dialogues:meeting", args=[self.conference.pk])
        return super().back_url()


def topic_choices(line: str) -> Choices:
    """The open topics of one line."""
    found: Choices = setting("topics").choices(line)
    return found


def line_choices(actor: Actor) -> Choices:
    """The lines this person works on."""
    return [(one.value, str(one.label)) for one in (Line.GOVERNMENT, Line.PARTY) if one in actor.lines]


def body_choices() -> Choices:
    """Bodies of the unit that may be asked today."""
    return [(str(body.pk), body.name) for body in Body.objects.open().in_order()]


def get_body(value: str) -> Body | None:
    """A body out of ``body_choices``."""
    return Body.objects.open().filter(pk=value).first() if value else None


def people_choices(actor: Actor, permission: Permission) -> Choices:
    """Members who hold a right, by name."""
    found = members.holders(actor.unit.id, permission)
    return [(str(account.pk), account.full_name) for account in sorted(found, key=lambda one: one.full_name)]


def conference_choices(actor: Actor, line: str = "") -> Choices:
    """Conferences that are still to come, for an opinion to be treated at."""
    found = policies.visible_conferences(actor).exclude(
        status__in=["HELD", "REVIEWED", "CONCLUDED", "CLOSED", "CANCELLED"]
    )
    lines = [line] if line else sorted(actor.lines)
    return [(str(row.pk), row.title) for row in found.filter(line__in=lines).order_by("held_on", "id")[:50]]


def chosen_conference(actor: Actor, value: str) -> Conference | None:
    """A conference out of ``conference_choices``."""
    return policies.get_conference(actor, value) if value else None


def not_permitted(permission: Permission) -> Verdict:
    """For steps that belong to no conference."""
    return Verdict(
        False,
        _("Bạn chưa được giao quyền “%(right)s” tại đơn vị này.") % {"right": permission.label},
        "not_permitted",
    )
