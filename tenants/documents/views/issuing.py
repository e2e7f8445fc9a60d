"""Steps on a finished paper: sign, withdraw, link, send; filing an instrument that was issued on paper."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity import confirmations
from identity.permissions import Permission as P
from kernel.errors import Invalid
from registry.levels import Line
from tenants.documents import policies
from tenants.documents.actions import filing, notices, signing
from tenants.documents.enums import DocumentKind
from tenants.documents.forms.base import KeyedForm
from tenants.documents.forms.documents import (
    EmptyForm,
    InstrumentForm,
    SendingForm,
    SigningForm,
    WithdrawalForm,
)
from tenants.documents.queries.letterheads import signing_power, stationery
from tenants.documents.queries.register import replacements
from tenants.documents.views.drafting import DocumentStep
from tenants.documents.views.steps import Step


class Sign(DocumentStep):
    name, verb = "document-sign", "sign"
    form_class = SigningForm
    template_name = "documents/sign.html"
    title = gettext_lazy("Ký văn bản")
    primary = gettext_lazy("Ký, cấp số và khóa nội dung")
    done = gettext_lazy("Đã ký và cấp số.")

    def before(self, form: KeyedForm) -> None:
        self.proof = confirmations.confirm(self.request, form.cleaned_data["confirmation"])

    def perform(self, form: KeyedForm) -> UUID:
        version = form.cleaned_data.get("version")
        return signing.sign_document(self.document, proof=self.proof, actor=self.actor, version=version).pk

    def context(self, form: KeyedForm) -> dict[str, Any]:
        power = None
        if policies.may(self.actor, "sign", self.document):
            head = stationery(self.document.line).head
            power = signing_power(self.actor, line=self.document.line, kind=self.document.kind, head=head)
        return {**super().context(form), "power": power}


class Withdraw(DocumentStep):
    name, verb = "document-withdraw", "withdraw"
    form_class = WithdrawalForm
    danger = True
    title = gettext_lazy("Thu hồi văn bản")
    primary = gettext_lazy("Thu hồi văn bản này")
    done = gettext_lazy("Đã thu hồi; số văn bản giữ nguyên trong sổ.")

    def sentence(self) -> str:
        return _("Số %(symbol)s không cấp cho văn bản khác. Bản đã ký vẫn xem được, mang dấu “Đã thu hồi”.") % {
            "symbol": self.document.symbol
        }

    def form_arguments(self) -> dict[str, Any]:
        found = replacements(self.actor, self.document)
        return {"replacements": [(str(one.pk), f"{one.symbol} · {one.title}"[:160]) for one in found]}

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, WithdrawalForm)
        told, chosen = form.cleaned_data, form.replacement()
        right = policies.get_document(self.actor, chosen) if chosen else None
        return signing.withdraw_document(
            self.document, reason=told["reason"], replaced_by=right, actor=self.actor, version=told.get("version")
        ).pk


class Link(DocumentStep):
    name, verb = "document-link", "link"
    form_class = EmptyForm
    title = gettext_lazy("Cho kênh kia xem")
    done = gettext_lazy("Đã lưu.")

    @property
    def primary(self) -> Any:
        return _("Không cho kênh kia xem nữa") if self.document.is_linked else _("Cho kênh kia xem văn bản này")

    def sentence(self) -> str:
        if self.document.is_linked:
            return _("Kênh kia đang xem được văn bản này.")
        return _("Thành viên kênh kia có quyền xem văn bản sẽ đọc được, không làm được bước nào.")

    def perform(self, form: KeyedForm) -> UUID:
        return signing.link_document(self.document, linked=not self.document.is_linked, actor=self.actor).pk


class Send(DocumentStep):
    name, verb = "document-send", "send"
    form_class = SendingForm
    title = gettext_lazy("Gửi văn bản")
    primary = gettext_lazy("Ghi vào hàng gửi")
    done = gettext_lazy("Đã ghi vào hàng gửi. Thư điện tử đi ngay; thư giấy chờ in.")

    def initial(self) -> dict[str, Any]:
        known = [f"{one['name']}; {one.get('email') or one.get('address', '')}" for one in self.document.recipients]
        return {**super().initial(), "to": "\n".join(known)}

    def perform(self, form: KeyedForm) -> UUID | None:
        assert isinstance(form, SendingForm)
        made = notices.send_document(
            self.document,
            to=form.recipients(),
            is_confidential=form.cleaned_data["is_confidential"],
            actor=self.actor,
        )
        return made[0].pk if made else None


class FileInstrument(Step):
    """Regulation, house rules, the advisory team's decision, a plan: issued on paper, filed here."""

    name = "instrument-new"
    form_class = InstrumentForm
    multipart = True
    title = gettext_lazy("Lưu văn bản đã ban hành")
    primary = gettext_lazy("Lưu vào sổ")
    done = gettext_lazy("Đã lưu văn bản; cấp trên thấy số, ngày và hiệu lực.")

    def check(self) -> None:
        self.actor.require(P.DOCUMENT_ISSUE)

    def sentence(self) -> str:
        return _("Số và ngày ghi đúng như trên văn bản. Cấp trên thấy tên, số, ngày và hiệu lực, không thấy tệp.")

    def form_arguments(self) -> dict[str, Any]:
        return {"lines": self.actor.lines}

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        try:
            row = filing.file_instrument(
                DocumentKind(told["kind"]),
                line=Line(told["line"]),
                title=told["title"],
                number=told["number"],
                dated_on=told["dated_on"],
                signer_name=told["signer_name"],
                valid_from=told["valid_from"],
                valid_to=told["valid_to"],
                files=told["papers"],
                plan_year=told["dated_on"].year if told["kind"] == DocumentKind.PLAN else None,
                actor=self.actor,
            )
        except Invalid as refused:
            # The gate of files names its own field.
            if set(refused.fields) - set(form.fields):
                raise Invalid(refused.code, refused.message, {"papers": [refused.message]}) from refused
            raise
        return row.pk

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Văn bản đi"), reverse("documents:register"))]

    def back_url(self) -> str:
        return reverse("documents:register")

    def next_url(self) -> str:
        return reverse("documents:page", args=[self.result_id])
