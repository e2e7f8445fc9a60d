"""Taking in a petition: the form of the counter, the look for earlier cases, what is kept for the next letter of a day's post."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import View

from identity import members
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import drafts
from registry import rules as unit_rules
from tenants.cases import policies
from tenants.cases.actions import intake
from tenants.cases.enums import CaseKind, Channel, PetitionForm
from tenants.cases.forms.base import explain, typed_so_far
from tenants.cases.forms.intake import NEW_CASE, IntakeForm
from tenants.cases.models import Case
from tenants.cases.queries.people import people_lookup
from tenants.cases.rules.intake import IntakeData, PersonData
from tenants.cases.views import pending_pin
from tenants.cases.views.responses import page, see_other, tell_of_names
from tenants.cases.views.similar import SHORTEST, candidates

DRAFT = "intake"
KEPT_FOR_NEXT = ("channel", "received_on", "forwarded_by", "forwarded_number", "forwarded_on")
# What the action calls a field, and where the officer typed it.
FIELD_OF = {"people": "full_name", "form": "who", "denounced": "denounced_name", "uploads": "attachments"}


@method_decorator(actor_required(Permission.CASE_ENTER), name="dispatch")
class NewCase(View):
    """``/desk/cases/new/``."""

    actor: Actor

    def get(self, request: ActorRequest) -> HttpResponse:
        self.actor = request.actor
        kept = drafts.load(self.actor, DRAFT) or {}
        initial = {**kept, **{name: value for name, value in request.GET.items() if name in KEPT_FOR_NEXT}}
        form = IntakeForm(heads=self._heads(), initial=initial)
        return self._show(form, has_draft=bool(kept))

    def post(self, request: ActorRequest) -> HttpResponse:
        self.actor = request.actor
        if "look" in request.POST or "use" in request.POST:
            typed = {**typed_so_far(IntakeForm, request.POST), **_person_used(self.actor, request.POST)}
            form = IntakeForm(heads=self._heads(), initial=typed)
            return self._show(
                form,
                found=_earlier(self.actor, request.POST),
                looked="look" in request.POST,
                lost=request.FILES.getlist("attachments"),
            )
        form = IntakeForm(request.POST, request.FILES, heads=self._heads())
        if not form.is_valid():
            return self._show(form, status=422, found=_earlier(self.actor, request.POST))
        try:
            taken = self._take_in(form)
        except errors.NotPermitted:
            raise
        except errors.DomainError as error:
            self._place(form, error)
            return self._show(form, status=error.status, found=_earlier(self.actor, request.POST))
        pending_pin.keep(self.actor, taken.case_id, taken.pin)
        drafts.discard(self.actor, DRAFT)
        return self._go_on(request, form, taken)

    def _take_in(self, form: IntakeForm) -> intake.TakenIn:
        told, data = form.cleaned_data, data_of(form)
        if told["same_as"] and told["same_as"] != NEW_CASE:
            case = policies.get_case(self.actor, told["same_as"])
            return intake.join_petition(case, data, actor=self.actor, once_key=told["once_key"])
        return intake.take_in(data, actor=self.actor, once_key=told["once_key"])

    def _go_on(self, request: ActorRequest, form: IntakeForm, taken: intake.TakenIn) -> HttpResponse:
        receipt = reverse("cases:receipt", args=[taken.case_id])
        tell_of_names(request, form.cleaned_data["attachments"])
        if "next" not in request.POST:
            return see_other(receipt)
        messages.success(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("Đã vào sổ %(number)s.") % {"number": taken.number},
                receipt,
                _("In biên nhận"),
            ),
        )
        query = QueryDict(mutable=True)
        for name in KEPT_FOR_NEXT:
            if value := form.cleaned_data.get(name):
                query[name] = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        return see_other(f"{reverse('cases:new')}?{query.urlencode()}")

    def _heads(self) -> list[tuple[str, str]]:
        return [
            (
                str(head.account_id),
                f"{head.account.full_name} · {head.position}" if head.position else head.account.full_name,
            )
            for head in members.heads(self.actor.unit.id)
        ]

    def _place(self, form: IntakeForm, error: errors.DomainError) -> None:
        if isinstance(error, errors.Invalid):
            error.fields = {FIELD_OF.get(name, name): text for name, text in error.fields.items()}
        form.refuse(error)

    def _show(self, form: IntakeForm, *, status: int = 200, lost: list[Any] | None = None, **more: Any) -> HttpResponse:
        context = {
            "form": form,
            "ended": _why_not_here(self.actor),
            "draft_url": reverse("cases:draft", args=[DRAFT]),
            "lost_files": [item.name for item in lost or []] or form.lost_files(),
            "same_as": form["same_as"].value() or NEW_CASE,
            **more,
        }
        return page(self.request, "cases/new.html", context, status=status)


@method_decorator(actor_required(Permission.CASE_ENTER), name="dispatch")
class EarlierCases(View):
    """The list of earlier cases while the clerk types; POST, because a name belongs in no address and no log."""

    def post(self, request: ActorRequest) -> HttpResponse:
        data = request.POST
        is_denunciation = data.get("kind") == CaseKind.DENUNCIATION
        # Who is filled in already needs no list of namesakes.
        is_new = not data.get("address", "").strip() and len(data.get("full_name", "").strip()) >= SHORTEST
        context = {
            "found": _earlier(request.actor, data),
            "known": people_lookup(request.actor, data["full_name"], limit=3) if is_new and not is_denunciation else [],
            "same_as": data.get("same_as", NEW_CASE),
            "is_fragment": True,
        }
        return page(request, "cases/new.html#looked_up", context)


def _earlier(actor: Actor, data: QueryDict) -> list[Case]:
    if data.get("kind") == CaseKind.DENUNCIATION:
        # A denouncer's name is never compared with anything.
        return []
    return candidates(actor, data.get("full_name", ""), data.get("id_number", ""), data.get("find", ""))


def _person_used(actor: Actor, data: QueryDict) -> dict[str, str]:
    """The citizen chosen from those who were here before: no name is typed twice."""
    chosen = data.get("use")
    found = people_lookup(actor, data.get("full_name", ""), limit=20) if chosen else []
    person = next((one for one in found if str(one.id) == chosen), None)
    if person is None:
        return {}
    return {
        "full_name": person.full_name,
        "address": person.address,
        "id_number": person.id_number,
        "phone": person.phone,
    }


def data_of(form: IntakeForm) -> IntakeData:
    """What was typed, as the action wants it; what a hidden part of the form still holds is left out."""
    told = form.cleaned_data
    kind, channel, who = told["kind"], told["channel"], told["who"]
    first = PersonData(
        full_name=told["full_name"],
        address=told["address"],
        id_number=told["id_number"],
        phone=told["phone"],
        cannot_write=who == PetitionForm.SCRIBED,
    )
    # Co-signers of one household leave the address blank: it is that of the first.
    others = tuple(
        PersonData(full_name=row["full_name"], address=row["address"] or first.address, id_number=row["id_number"])
        for row in form.more_persons()
    )
    is_denunciation, is_forwarded = kind == CaseKind.DENUNCIATION, channel == Channel.FORWARDED
    return IntakeData(
        kind=kind,
        field=told["field"],
        content=told["content"],
        channel=channel,
        received_on=told["received_on"],
        people=(first, *others),
        form=who,
        person_count=told["person_count"] if who == PetitionForm.GROUP else None,
        place=told["place"],
        forwarded_by=told["forwarded_by"] if is_forwarded else "",
        forwarded_number=told["forwarded_number"] if is_forwarded else "",
        forwarded_on=told["forwarded_on"] if is_forwarded else None,
        denounced=_denounced(told),
        denounced_heads=tuple(UUID(head) for head in told["denounced_heads"]) if is_denunciation else (),
        track_allowed=told["wants_tracking"] if is_denunciation else True,
        uploads=tuple(told["attachments"]),
    )


def _denounced(told: dict[str, Any]) -> tuple[str, ...]:
    if told["kind"] == CaseKind.COMPLAINT and told["complained_about"]:
        return (told["complained_about"],)
    if told["kind"] == CaseKind.DENUNCIATION and told["denounced_name"]:
        return (", ".join(part for part in (told["denounced_name"], told["denounced_position"]) if part),)
    return ()


def _why_not_here(actor: Actor) -> str:
    try:
        unit_rules.refuse_if_ended(actor.unit, clock.today())
    except errors.DomainError as error:
        return explain(error)
    return ""
