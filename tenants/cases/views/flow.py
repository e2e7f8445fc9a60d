"""How a step runs, whatever it is about: GET shows the form, POST does it, 303 shows what came of it."""

from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.views.generic import View

from identity.access import ActorRequest
from identity.actors import Actor
from kernel import errors
from tenants.cases.forms.base import KeyedForm
from tenants.cases.views.responses import see_other

FormOf = TypeVar("FormOf", bound=KeyedForm)


class MayI(Protocol):
    """The answer of a room's policy: whether, and if not, why not."""

    @property
    def ok(self) -> bool: ...

    @property
    def reason(self) -> str: ...

    @property
    def code(self) -> str: ...


class StepFlow(View, Generic[FormOf]):
    """What steps of conclusions and of conferences have in common; each room says how it finds, shows and refuses.

    Who may not take the step gets 403 and no form, whatever was sent; who may, but not now, gets the reason (409). A refusal of
    the action is shown in the form, with what was typed.
    """

    title: ClassVar[Any] = ""
    primary: ClassVar[Any] = ""
    done: ClassVar[Any] = ""
    danger: ClassVar[bool] = False

    actor: Actor

    def get(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self.begin(request)
        verdict = self.verdict()
        if not verdict.ok:
            return self.refused(str(verdict.reason), status=403 if verdict.code == "not_permitted" else 409)
        return self.show(self.make_form(None))

    def post(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self.begin(request)
        verdict = self.verdict()
        if verdict.code == "not_permitted":
            return self.refused(str(verdict.reason), status=403)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self.run(form)
        except errors.NotPermitted as error:
            return self.refused(error.message, status=403)
        except errors.DomainError as error:
            form.refuse(error)
            self.on_refusal(form, error)
            return self.show(form, status=error.status)
        self.on_success()
        if self.done:
            messages.success(request, str(self.done))
        return see_other(self.next_url(form))

    def begin(self, request: ActorRequest) -> None:
        """Take the actor and find what the address names; NotFound where it does not exist for the actor."""
        raise NotImplementedError

    def verdict(self) -> MayI:
        """May this person take the step now?"""
        raise NotImplementedError

    def make_form(self, data: Any) -> FormOf:
        """The form, empty or with what was sent."""
        raise NotImplementedError

    def run(self, form: FormOf) -> None:
        """Do it, once for the key of the form."""
        raise NotImplementedError

    def show(self, form: FormOf, *, status: int = 200) -> HttpResponse:
        """The page of the step."""
        raise NotImplementedError

    def refused(self, reason: str, *, status: int) -> HttpResponse:
        """The page that says why not."""
        raise NotImplementedError

    def next_url(self, form: FormOf) -> str:
        """Where it goes on."""
        raise NotImplementedError

    def on_refusal(self, form: FormOf, error: errors.DomainError) -> None:
        """What more happens to the form after a refusal."""

    def on_success(self) -> None:
        """What more happens when it is done."""
