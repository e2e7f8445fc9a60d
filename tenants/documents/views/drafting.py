"""Steps on a draft: write it, change it, put it before the signer, send it back, drop it."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.permissions import Permission as P
from registry.levels import Line
from tenants.documents import policies
from tenants.documents.actions import drafting
from tenants.documents.enums import DocumentKind
from tenants.documents.forms.base import KeyedForm
from tenants.documents.forms.documents import (
    EmptyForm,
    LetterForm,
    ReasonForm,
)
from tenants.documents.models import Document
from tenants.documents.views.steps import Step


class NewDocument(Step):
    """A free letter; papers of sessions and conferences are drafted where the work is."""

    name = "document-new"
    form_class = LetterForm
    title = gettext_lazy("Soạn văn bản")
    primary = gettext_lazy("Lưu dự thảo")
    done = gettext_lazy("Đã lưu dự thảo.")

    def check(self) -> None:
        self.actor.require(P.DOCUMENT_DRAFT)

    def form_arguments(self) -> dict[str, Any]:
        return {"lines": self.actor.lines}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, LetterForm)
        data = form.cleaned_data
        row = drafting.draft_document(
            DocumentKind(data["kind"]),
            line=Line(data["line"]),
            title=data["title"],
            body=form.body(),
            recipients=form.recipient_names(),
            actor=self.actor,
        )
        return row.pk

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Văn bản đi"), reverse("documents:register"))]

    def back_url(self) -> str:
        return reverse("documents:register")

    def next_url(self) -> str:
        return reverse("documents:page", args=[self.result_id])


class DocumentStep(Step):
    """A step on one document."""

    verb: str
    document: Document

    def find(self) -> None:
        self.document = policies.get_document(self.actor, self.kwargs_of_step["document_id"])

    def check(self) -> None:
        # A replay comes when the step is done already: the action of the first click answered for it.
        if self.request.method == "GET":
            policies.require(self.actor, self.verb, self.document)
            return
        permission, _statuses = policies.VERBS[self.verb]
        is_own = self.verb in ("edit", "submit", "drop") and self.document.drafted_by_id == self.actor.account_id
        if permission is not None and not is_own:
            self.actor.require(permission)

    def initial(self) -> dict[str, Any]:
        return {"version": self.document.version}

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Văn bản đi"), reverse("documents:register")), (str(self.document), self.back_url())]

    def back_url(self) -> str:
        return reverse("documents:page", args=[self.document.pk])

    def context(self, form: KeyedForm) -> dict[str, Any]:
        return {"document": self.document}


class Edit(DocumentStep):
    """Correct a draft's words; facts that came from a session stay with the session."""

    name, verb = "document-edit", "edit"
    form_class = LetterForm
    title = gettext_lazy("Sửa dự thảo")
    primary = gettext_lazy("Lưu phần sửa")
    done = gettext_lazy("Đã lưu phần sửa.")

    def form_arguments(self) -> dict[str, Any]:
        return {"lines": self.actor.lines, "is_new": False}

    def initial(self) -> dict[str, Any]:
        body = self.document.body
        return {
            **super().initial(),
            "title": self.document.title,
            "addressees": "\n".join(body.get("addressees") or []),
            "paragraphs": "\n".join(body.get("paragraphs") or []),
            "items": "\n".join(one for one in body.get("items") or [] if isinstance(one, str)),
            "recipients": "\n".join(str(one.get("name", "")) for one in self.document.recipients),
        }

    def make_form(self, data: Any) -> KeyedForm:
        form = super().make_form(data)
        # A paper made of facts may have no running text, and its numbered points are no plain lines.
        form.fields["paragraphs"].required = not self._is_made_of_facts()
        if any(not isinstance(one, str) for one in self.document.body.get("items") or []):
            del form.fields["items"]
        return form

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, LetterForm)
        given = {
            name: form.cleaned_data[name] for name in ("addressees", "paragraphs", "items") if name in form.cleaned_data
        }
        lines: dict[str, Any] = {
            name: [line.strip() for line in text.splitlines() if line.strip()] for name, text in given.items()
        }
        kept = {name: part for name, part in self.document.body.items() if name not in ("opening", "closing", "head")}
        known = {str(one.get("name")): one for one in self.document.recipients}
        row = drafting.change_draft(
            self.document,
            title=form.cleaned_data["title"],
            body={**kept, **lines},
            # Who was named before keeps the address.
            recipients=[known.get(name, {"name": name}) for name in form.recipient_names()],
            actor=self.actor,
            version=form.cleaned_data.get("version"),
        )
        return row.pk

    def _is_made_of_facts(self) -> bool:
        return any(self.document.body.get(part) for part in ("facts", "table", "sections", "items"))


class Submit(DocumentStep):
    name, verb = "document-submit", "submit"
    form_class = EmptyForm
    title = gettext_lazy("Trình ký")
    primary = gettext_lazy("Trình người có thẩm quyền ký")
    done = gettext_lazy("Đã trình ký.")

    def sentence(self) -> str:
        return _("Văn bản nằm trong mục chờ ký. Muốn sửa tiếp, người ký gửi trả lại kèm lý do.")

    def perform(self, form: KeyedForm) -> UUID:
        return drafting.submit_document(self.document, actor=self.actor, version=form.cleaned_data.get("version")).pk


class SendBack(DocumentStep):
    name, verb = "document-send-back", "send_back"
    form_class = ReasonForm
    title = gettext_lazy("Gửi trả để sửa")
    primary = gettext_lazy("Gửi trả người soạn")
    done = gettext_lazy("Đã gửi trả người soạn.")

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return drafting.send_back(
            self.document, reason=told["reason"], actor=self.actor, version=told.get("version")
        ).pk


class Drop(DocumentStep):
    name, verb = "document-drop", "drop"
    form_class = EmptyForm
    danger = True
    title = gettext_lazy("Bỏ dự thảo")
    primary = gettext_lazy("Bỏ dự thảo này")
    done = gettext_lazy("Đã bỏ dự thảo; không có số nào bị mất.")

    def sentence(self) -> str:
        return _("Dự thảo không được cấp số và không trình ký nữa; vẫn xem lại được trong danh sách.")

    def perform(self, form: KeyedForm) -> UUID:
        return drafting.drop_draft(self.document, actor=self.actor, version=form.cleaned_data.get("version")).pk

    def next_url(self) -> str:
        return reverse("documents:register")
