"""Forms of one task: each step asks for what it needs and nothing else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.cases.forms.intake import FilesField
from tenants.conclusions.actions.telling import TO_CITIZENS
from tenants.conclusions.enums import HowAnswered
from tenants.conclusions.protocols import Citizen
from tenants.conclusions.rules.recipients import Expected, Sent
from tenants.documents.enums import NoticeChannel

Choices = Sequence[tuple[str, str]]
#: Chosen instead of a channel where the citizen was told before.
TOLD = "TOLD"
RECIPIENT_FIELDS = ("name", "how", "sent_on", "proof")
#: Recipients that no plan names.
FREE_RECIPIENTS = 2
FILES_HELP = _("PDF, ảnh, Word, Excel; chọn được nhiều tệp.")


class StepForm(KeyedForm):
    """A step that asks for nothing; the base of the others, which start days with today."""

    starts_today: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.starts_today:
            self.fields[name].initial = clock.today()

    def lost_files(self) -> list[str]:
        """Names of files sent with a refused form: a browser cannot be handed them back."""
        return [item.name or "" for item in self.files.getlist("attachments")] if self.files else []


class ProgressForm(StepForm):
    text = text_block(_("Tiến độ thực hiện"))
    told_by = forms.CharField(
        label=_("Theo báo cáo của"), required=False, max_length=250,
        help_text=_("Ghi khi Văn phòng nhập thay cơ quan thực hiện: tên cơ quan, người báo."),
    )  # fmt: skip


class ObstacleForm(StepForm):
    text = text_block(_("Vướng mắc, đề nghị"), help_text=_("Người đứng đầu thấy ngay và cho ý kiến."))


class ObstacleAnswerForm(StepForm):
    answer = text_block(_("Ý kiến chỉ đạo"))


class ResultForm(StepForm):
    starts_today = ("reported_on",)
    text = text_block(_("Kết quả thực hiện"))
    reported_on = DayField(label=_("Ngày báo cáo người đứng đầu"))
    attachments = FilesField(label=_("Tài liệu chứng minh"), required=False, help_text=FILES_HELP)


class ReceiptForm(StepForm):
    starts_today = ("received_on",)
    text = text_block(_("Đã nhận được gì"), help_text=_("Tóm tắt báo cáo, hồ sơ cơ quan gửi đến."))
    received_on = DayField(label=_("Ngày nhận"))
    attachments = FilesField(label=_("Tệp"), required=False, help_text=FILES_HELP)


class AgreementForm(StepForm):
    starts_today = ("agreed_on",)
    text = text_block(_("Nội dung, quan điểm, định hướng đã thống nhất với Văn phòng"))
    agreed_on = DayField(label=_("Ngày thống nhất"))


class ReasonForm(StepForm):
    reason = text_block(_("Lý do"), rows=3)


class AnswerForm(StepForm):
    """How the citizen has the answer, with its proof; then who else has the paper, a group of fields each."""

    starts_today = ("answered_on",)
    how = forms.ChoiceField(label=_("Cách trả lời"), choices=HowAnswered.choices, widget=forms.RadioSelect)
    answered_on = DayField(label=_("Ngày trả lời"))
    number = forms.CharField(
        label=_("Số văn bản"), required=False, max_length=60, help_text=_("Cần khi gửi bưu điện hoặc thư điện tử.")
    )
    signed_by = forms.CharField(
        label=_("Người ký nhận, người xác nhận"), required=False, max_length=250,
        help_text=_("Cần khi trao tận tay hoặc niêm yết (công dân không có địa chỉ)."),
    )  # fmt: skip
    note = text_block(_("Ghi chú"), rows=2, required=False, max_length=2000)
    attachments = FilesField(label=_("Bản chụp làm bằng chứng"), required=False, help_text=FILES_HELP)

    def __init__(self, *args: Any, expected: Sequence[Expected], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = list(expected)
        self.free = [
            Expected(f"OTHER{n}", gettext("Nơi nhận khác %(n)d") % {"n": n}) for n in range(1, FREE_RECIPIENTS + 1)
        ]
        self._own = list(self.fields)
        for one in (*self.expected, *self.free):
            self._add_recipient(one)

    def own_fields(self) -> list[Any]:
        """The bound fields above the recipients."""
        return [self[name] for name in self._own if not self[name].is_hidden]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The bound fields of each recipient whom the plan names."""
        return [(one.label, self._group(one)) for one in self.expected]

    def free_groups(self) -> list[tuple[str, list[Any]]]:
        """The bound fields of further recipients."""
        return [(one.label, self._group(one)) for one in self.free]

    def tells_of_others(self) -> bool:
        """Something stands among the further recipients."""
        return any(self[f"{name}_{one.role}"].value() for one in self.free for name in ("name", "proof"))

    def sent(self) -> list[Sent]:
        """The recipients of whom something is told: a proof, or the name of one whom no plan names."""
        named = [self._sent(one, one.role) for one in self.expected]
        further = [self._sent(one, "") for one in self.free]
        return [one for one in named if one.proof] + [one for one in further if one.name or one.proof]

    def _group(self, one: Expected) -> list[Any]:
        return [self[f"{name}_{one.role}"] for name in RECIPIENT_FIELDS]

    def _sent(self, one: Expected, role: str) -> Sent:
        told = self.cleaned_data
        name, how, proof = (str(told.get(f"{field}_{one.role}") or "") for field in ("name", "how", "proof"))
        return Sent(role=role, name=name, how=how, on=told.get(f"sent_on_{one.role}"), proof=proof)

    def _add_recipient(self, one: Expected) -> None:
        ways = [(channel.value, channel.label) for channel in NoticeChannel]
        self.fields[f"name_{one.role}"] = forms.CharField(
            label=_("Tên nơi nhận"), max_length=250, required=False, initial=one.name
        )
        self.fields[f"how_{one.role}"] = forms.ChoiceField(
            label=_("Cách gửi"), choices=ways, required=False, initial=NoticeChannel.POST
        )
        self.fields[f"sent_on_{one.role}"] = DayField(label=_("Ngày gửi"), required=False, initial=clock.today())
        self.fields[f"proof_{one.role}"] = forms.CharField(
            label=_("Bằng chứng"), max_length=500, required=False, help_text=_("Số phiếu gửi, người ký nhận.")
        )


class ExtensionForm(StepForm):
    """A later date with the word to the citizen that goes with it; nothing of it where no citizen waits."""

    starts_today = ("told_on",)
    to = DayField(label=_("Hạn mới"))
    reason = text_block(_("Lý do gia hạn"), rows=3)
    responsible = forms.CharField(label=_("Cơ quan chịu trách nhiệm"), required=False, max_length=250)
    channel = forms.ChoiceField(
        label=_("Báo công dân"), widget=forms.RadioSelect,
        help_text=_("Thông báo ghi thời hạn mới, lý do và cơ quan chịu trách nhiệm; có bằng chứng gửi."),
    )  # fmt: skip
    how_told = forms.CharField(
        label=_("Đã báo công dân bằng cách nào"), required=False, max_length=250,
        help_text=_("Chỉ ghi khi đã báo bằng cách khác. Ví dụ: công văn số 30/UBND gửi bưu điện."),
    )  # fmt: skip
    told_on = DayField(label=_("Ngày báo công dân"), required=False)

    def channel_chosen(self) -> str:
        """The channel by which the product tells the citizen; nothing where it was done another way."""
        chosen = str(self.cleaned_data.get("channel") or "")
        return "" if chosen == TOLD else chosen

    def __init__(self, *args: Any, waits: bool, citizen: Citizen | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if not waits:
            for name in ("responsible", "channel", "how_told", "told_on"):
                del fields[name]
        elif citizen is None:
            del fields["channel"]
        else:
            reached = [one for one in TO_CITIZENS if one == NoticeChannel.HAND or citizen.address_for(one)]
            ways = [(one.value, _way(one, citizen)) for one in reached]
            fields["channel"].choices = [*ways, (TOLD, _("Đã báo bằng cách khác, ghi bên dưới"))]
            fields["channel"].initial = citizen.best_channel


class UrgingForm(StepForm):
    to = forms.CharField(label=_("Người nhận"), required=False, max_length=250)
    text = text_block(_("Nội dung đôn đốc"), rows=4)


class AssignmentForm(StepForm):
    """Another body or person; the dates stay."""

    lead_body = forms.ChoiceField(label=_("Cơ quan chủ trì"))
    officer = forms.ChoiceField(label=_("Cán bộ chịu trách nhiệm"), required=False)
    contact = forms.CharField(
        label=_("Người chịu trách nhiệm, điện thoại"), required=False, max_length=250,
        help_text=_("Ghi khi người chịu trách nhiệm không có tài khoản."),
    )  # fmt: skip
    co_bodies = forms.MultipleChoiceField(
        label=_("Cơ quan phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = text_block(_("Lời dặn"), rows=3, required=False, max_length=2000)

    def __init__(self, *args: Any, bodies: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, bodies, officers)


class PreparationForm(StepForm):
    """What is asked of a body before the day."""

    lead_body = forms.ChoiceField(label=_("Cơ quan được yêu cầu"), required=False)
    lead_name = forms.CharField(
        label=_("Hoặc đơn vị khác"),
        required=False,
        max_length=250,
        help_text=_("Chọn tên trong gợi ý để gửi văn bản trên hệ thống; tên khác chỉ được ghi lại."),
    )
    text = text_block(_("Báo cáo, hồ sơ, tài liệu cần gửi trước"))
    due_on = DayField(label=_("Hạn gửi"))
    officer = forms.ChoiceField(label=_("Cán bộ chịu trách nhiệm"), required=False)
    contact = forms.CharField(label=_("Đầu mối, điện thoại"), required=False, max_length=250)

    def __init__(self, *args: Any, bodies: Choices, officers: Choices, units: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, bodies, officers)
        self.units = units
        self.fields["lead_name"].widget.attrs["list"] = "nearby-units"


def _way(channel: NoticeChannel, citizen: Citizen) -> str:
    address = citizen.address_for(channel)
    return f"{channel.label}: {address}" if address else str(channel.label)


def offer(form: forms.Form, bodies: Choices, officers: Choices) -> None:
    """Fill the choices of bodies and people."""
    fields: Any = form.fields
    fields["lead_body"].choices = [("", _("— chọn cơ quan —")), *bodies]
    fields["officer"].choices = [("", _("— không chọn —")), *officers]
    if "co_bodies" in fields:
        fields["co_bodies"].choices = list(bodies)
