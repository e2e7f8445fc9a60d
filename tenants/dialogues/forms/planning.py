"""Forms before the day: a conference called, arranged, its topics and participants, the pack for the chair, the notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kernel import clock
from registry.levels import Line
from tenants.cases.forms.base import DayField, KeyedForm, text_block
from tenants.dialogues.rules import agenda

Choices = list[tuple[str, str]]
MOST = 100_000
ROWS_TO_ADD = 3


class HourField(forms.TimeField):
    """08:00, or 8h30 as people write it."""

    widget = forms.TextInput(attrs={"size": "6", "placeholder": "08:00", "inputmode": "numeric", "autocomplete": "off"})
    input_formats = ("%H:%M", "%Hh%M", "%H.%M", "%Hh", "%H:%M:%S")
    default_error_messages = {"invalid": _("Giờ phải viết dạng 08:00.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", self.input_formats)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if hasattr(value, "hour") else value


class PlanYearForm(KeyedForm):
    """The conferences a plan orders, entered at once."""

    year = forms.IntegerField(min_value=2000, max_value=2100, widget=forms.HiddenInput)
    line = forms.ChoiceField(choices=[(Line.PARTY, ""), (Line.GOVERNMENT, "")], widget=forms.HiddenInput)


class CallForm(KeyedForm):
    """An ad hoc conference."""

    line = forms.ChoiceField(label=_("Kênh"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Tên hội nghị"), max_length=300)
    why = text_block(_("Vì sao cần đối thoại"), rows=3, max_length=5000)
    proposed_by = forms.CharField(
        label=_("Nơi đề xuất"),
        max_length=250,
        required=False,
        help_text=_("Ví dụ: Ủy ban Mặt trận Tổ quốc đề xuất tổ chức."),
    )
    topics = forms.MultipleChoiceField(label=_("Chủ đề"), required=False, widget=forms.CheckboxSelectMultiple)
    held_on = DayField(label=_("Ngày dự kiến"), required=False)

    def __init__(self, *args: Any, lines: Choices, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = lines  # type: ignore[attr-defined]
        self.fields["line"].initial = lines[0][0] if lines else ""
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]


class ArrangeForm(KeyedForm):
    """Organiser and chair apart; minutes taker, desk, target group, expected attendance, voter meeting, security, agenda."""

    title = forms.CharField(label=_("Tên hội nghị"), max_length=300)
    organiser = forms.CharField(label=_("Cơ quan tổ chức"), max_length=250)
    chair = forms.ChoiceField(label=_("Tài khoản của chủ trì"), required=False)
    chair_name = forms.CharField(label=_("Chủ trì"), max_length=200)
    chair_title = forms.CharField(label=_("Chức vụ của chủ trì"), max_length=200, required=False)
    minutes_taker = forms.ChoiceField(label=_("Thư ký ghi biên bản"), required=False)
    desk = forms.CharField(label=_("Bộ phận tiếp nhận, tổng hợp"), max_length=250, required=False)
    target_group = forms.CharField(label=_("Đối tượng đối thoại"), max_length=250, required=False)
    expected_from = forms.IntegerField(label=_("Số người dự kiến, từ"), min_value=1, max_value=MOST, required=False)
    expected_to = forms.IntegerField(label=_("đến"), min_value=1, max_value=MOST, required=False)
    with_voter_meeting = forms.BooleanField(
        label=_("Lồng ghép với hội nghị tiếp xúc cử tri"),
        required=False,
        help_text=_("Vẫn tính vào số hội nghị đối thoại của năm, có ghi rõ là lồng ghép."),
    )
    voter_meeting = forms.CharField(label=_("Hội nghị tiếp xúc cử tri được lồng ghép"), max_length=300, required=False)
    security_plan = text_block(_("Phương án bảo đảm an ninh, trật tự"), rows=3, required=False, max_length=10_000)
    template = forms.ChoiceField(
        label=_("Chương trình"),
        required=False,
        choices=[("", _("Giữ chương trình hiện có")), ("5", _("Mẫu 5 bước")), ("6", _("Mẫu 6 bước"))],
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "minutes_taker"):
            self.fields[name].choices = [("", "—"), *people]  # type: ignore[attr-defined]

    def steps(self) -> list[dict[str, Any]]:
        """The template chosen; empty keeps the agenda."""
        chosen = self.cleaned_data.get("template")
        return agenda.steps(chosen) if chosen else []


class TopicsForm(KeyedForm):
    """What is spoken about; opinions on these topics come along by themselves."""

    topics = forms.MultipleChoiceField(label=_("Chủ đề đối thoại"), required=False, widget=forms.CheckboxSelectMultiple)
    opinions = forms.MultipleChoiceField(
        label=_("Đưa thêm ý kiến đã thu thập"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, topics: Choices, opinions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        self.fields["opinions"].choices = opinions  # type: ignore[attr-defined]
        if not opinions:
            del self.fields["opinions"]


class ParticipantsForm(KeyedForm):
    """One row a participant and three empty ones; a row whose name is emptied goes."""

    def __init__(self, *args: Any, rows: list[dict[str, Any]], topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [*rows, *({} for _index in range(ROWS_TO_ADD))]
        for number, row in enumerate(self.rows):
            for name, field in self._row(row, topics).items():
                self.fields[f"{name}-{number}"] = field

    def _row(self, row: dict[str, Any], topics: Choices) -> dict[str, forms.Field]:
        chosen = (row.get("topics") or [""])[0]
        return {
            "name": forms.CharField(
                label=_("Cơ quan, người dự"), max_length=250, required=False, initial=row.get("name", "")
            ),
            "title": forms.CharField(
                label=_("Chức vụ, ghi chú"), max_length=250, required=False, initial=row.get("title", "")
            ),
            "email": forms.EmailField(
                label=_("Thư điện tử"), max_length=250, required=False, initial=row.get("email", "")
            ),
            "topic": forms.ChoiceField(
                label=_("Mời khi"),
                required=False,
                initial=chosen,
                choices=[
                    ("", _("Luôn mời")),
                    *((code, _now("Có nội dung: %(topic)s") % {"topic": name.strip("– ")}) for code, name in topics),
                ],
            ),
        }

    def told_rows(self) -> list[dict[str, Any]]:
        """The rows with a name, those kept with the id they had."""
        found = []
        for number, before in enumerate(self.rows):
            given = {
                name: self.cleaned_data.get(f"{name}-{number}", "") for name in ("name", "title", "email", "topic")
            }
            if given["name"]:
                others = [code for code in before.get("topics") or [] if code != (before.get("topics") or [""])[0]]
                topics = [given["topic"], *others] if given["topic"] else []
                found.append(
                    {
                        **given,
                        "id": before.get("id", ""),
                        "body_id": before.get("body_id", ""),
                        "is_leader": before.get("is_leader", True),
                        "topics": topics,
                    }
                )
        return found

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The bound fields row by row, under what is known of the row."""
        return [
            (
                str(row.get("name") or _now("Thêm người dự")),
                [self[f"{name}-{number}"] for name in ("name", "title", "email", "topic")],
            )
            for number, row in enumerate(self.rows)
        ]


class SubmitForm(KeyedForm):
    """What is put before the chair."""

    held_on = DayField(label=_("Ngày đối thoại"))
    starts_at = HourField(label=_("Giờ bắt đầu"))
    room = forms.ChoiceField(label=_("Phòng"), required=False)
    venue = forms.CharField(label=_("Địa điểm"), max_length=300)
    note = text_block(_("Lời trình"), rows=3, required=False, max_length=5000)

    def __init__(self, *args: Any, rooms: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = [("", _now("Nơi khác")), *rooms]  # type: ignore[attr-defined]
        if not rooms:
            del self.fields["room"]


class DecideForm(KeyedForm):
    """Approve, or send back with a word why."""

    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("approve", _("Đồng ý")), ("back", _("Trả lại, yêu cầu sửa"))],
        widget=forms.RadioSelect,
    )
    why = text_block(_("Điều cần sửa"), rows=3, required=False, max_length=5000)


class AnnounceForm(KeyedForm):
    """One public notice with its proof."""

    channel = forms.ChoiceField(label=_("Hình thức"), widget=forms.RadioSelect)
    where = forms.CharField(label=_("Nơi thông báo"), max_length=250, help_text=_("Trang nào, bảng tin nào, đài nào."))
    on = DayField(label=_("Ngày thông báo"))
    proof = forms.CharField(
        label=_("Bằng chứng"),
        max_length=500,
        required=False,
        help_text=_("Địa chỉ trang, ảnh chụp, biên bản niêm yết, giờ phát thanh."),
    )
    late_why = text_block(_("Lý do nếu thông báo muộn"), rows=2, required=False, max_length=2000)

    def __init__(self, *args: Any, channels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        self.fields["on"].initial = clock.today()


class InviteForm(KeyedForm):
    """Who receives the invitation with its speech slip."""

    participants = forms.MultipleChoiceField(label=_("Gửi đến"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, participants: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participants"].choices = participants  # type: ignore[attr-defined]
        self.fields["participants"].initial = [value for value, _label in participants]


class PaperForm(KeyedForm):
    """Which paper is drafted."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class PostponeForm(KeyedForm):
    """Another day, or a day to be named."""

    why = text_block(_("Lý do"), rows=3, max_length=5000)
    held_on = DayField(label=_("Ngày mới"), required=False, help_text=_("Để trống nếu chưa định ngày."))
    starts_at = HourField(label=_("Giờ mới"), required=False)


class ReasonForm(KeyedForm):
    """A step that needs a reason."""

    why = text_block(_("Lý do"), rows=3, max_length=5000)


class LinkForm(KeyedForm):
    """Whether the other line may read it."""

    is_linked = forms.BooleanField(label=_("Cho kênh kia xem hội nghị này"), required=False)
