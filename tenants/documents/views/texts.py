"""The unit's own texts of documents: the list, one kind with its preview."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel.errors import Invalid, NotFound
from registry.levels import Line
from tenants.documents.actions.texts import reset_texts, set_texts
from tenants.documents.enums import DocumentKind
from tenants.documents.forms.base import KeyedForm
from tenants.documents.forms.documents import EmptyForm, TextsForm
from tenants.documents.queries.texts import OwnTexts, all_texts, own_texts
from tenants.documents.rules import placeholders, texts
from tenants.documents.views.steps import Step


def _require(actor: Actor) -> None:
    if not (actor.may(P.UNIT_CONFIGURE) or actor.may(P.DOCUMENT_ISSUE)):
        actor.require(P.DOCUMENT_ISSUE)


def _lines(actor: Actor) -> list[Line]:
    return [line for line in (Line.PARTY, Line.GOVERNMENT) if line in actor.lines]


@require_safe
@actor_required()
def texts_page(request: ActorRequest) -> HttpResponse:
    """Every kind with texts, on the actor's lines; one query."""
    _require(request.actor)
    context = {"rows": all_texts(_lines(request.actor)), "tab": "texts"}
    return render(request, "documents/texts.html", context)


class TextsStep(Step):
    """A step on the texts of one kind on one line."""

    now: OwnTexts

    def find(self) -> None:
        given = self.kwargs_of_step
        try:
            kind, line = DocumentKind(given["kind"]), Line(given["line"])
        except ValueError:
            raise Http404 from None
        if kind not in texts.DEFAULTS or line not in self.actor.lines:
            raise NotFound("texts_not_found", _("Không tìm thấy mẫu văn bản."))
        self.now = own_texts(kind, line)

    def check(self) -> None:
        _require(self.actor)

    def initial(self) -> dict[str, Any]:
        return {"version": self.now.version}

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Văn bản đi"), reverse("documents:register")), (_("Mẫu nội dung"), reverse("documents:texts"))]

    def back_url(self) -> str:
        return reverse("documents:texts")


class EditTexts(TextsStep):
    """The two texts; "Xem thử" shows them filled without keeping them."""

    name = "texts-edit"
    form_class = TextsForm
    template_name = "documents/texts_form.html"
    primary = gettext_lazy("Lưu mẫu nội dung")
    done = gettext_lazy("Đã lưu. Văn bản soạn từ bây giờ dùng nội dung mới.")

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "opening": self.now.texts.opening, "closing": self.now.texts.closing}

    def post(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        if "look" not in request.POST:
            return super().post(request, **kwargs)
        self.actor = request.actor
        self.find()
        self.check()
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self._show(form, status=422)
        try:
            for name in ("opening", "closing"):
                placeholders.check(self.now.kind, form.cleaned_data[name], field=name)
        except Invalid as refused:
            form.refuse(refused)
            return self._show(form, status=422)
        self.seen = form.cleaned_data
        return self._show(form)

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return set_texts(
            self.now.kind,
            self.now.line,
            opening=told["opening"],
            closing=told["closing"],
            actor=self.actor,
            version=told.get("version"),
        ).pk

    def context(self, form: KeyedForm) -> dict[str, Any]:
        seen = getattr(self, "seen", None) or {"opening": self.now.texts.opening, "closing": self.now.texts.closing}
        filled = {
            name: placeholders.fill(seen[name], placeholders.examples(self.now.kind)) for name in ("opening", "closing")
        }
        return {
            "now": self.now,
            "known": placeholders.allowed(self.now.kind),
            "filled": filled,
            "proposed": texts.default(self.now.kind, self.now.line),
        }


class ResetTexts(TextsStep):
    name = "texts-reset"
    form_class = EmptyForm
    title = gettext_lazy("Dùng lại nội dung gợi ý")
    primary = gettext_lazy("Bỏ nội dung riêng")
    done = gettext_lazy("Văn bản soạn từ bây giờ dùng nội dung gợi ý.")

    def sentence(self) -> str:
        return _("Nội dung riêng của đơn vị cho “%(kind)s” không dùng nữa; văn bản cũ không thay đổi.") % {
            "kind": self.now.kind.label
        }

    def perform(self, form: KeyedForm) -> UUID:
        return reset_texts(self.now.kind, self.now.line, actor=self.actor, version=form.cleaned_data.get("version")).pk
