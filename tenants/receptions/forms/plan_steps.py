"""The forms of what is done with a plan once it is drafted: issuing, amending, sending, attaching guidance."""

from django import forms
from django.utils.translation import gettext_lazy

from identity.forms.base import DayField
from kernel import clock
from tenants.receptions.forms.once import OnceForm


class IssueForm(OnceForm):
    """Number and date of the signed paper, and the paper itself."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"),
        max_length=60,
        help_text=gettext_lazy("Như trên văn bản đã ký, ví dụ 12-KH/ĐU."),
    )
    dated_on = DayField(label=gettext_lazy("Ngày ban hành"), initial=clock.today)
    attachments = forms.FileField(label=gettext_lazy("Bản đã ký"), required=False)


class AmendForm(OnceForm):
    """Why the plan is amended."""

    why = forms.CharField(label=gettext_lazy("Lý do điều chỉnh"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class SentForm(OnceForm):
    """How a recipient got the plan."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Gửi bằng"),
        choices=[
            ("system", gettext_lazy("Trên hệ thống")),
            ("edoc", gettext_lazy("Trục liên thông văn bản")),
            ("post", gettext_lazy("Bưu điện")),
            ("hand", gettext_lazy("Trao tay")),
            ("email", gettext_lazy("Thư điện tử")),
            ("web", gettext_lazy("Đăng tải")),
        ],
    )
    sent_on = DayField(label=gettext_lazy("Ngày gửi"), initial=clock.today)
    proof = forms.CharField(
        label=gettext_lazy("Bằng chứng"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Số bưu gửi, người nhận, đường dẫn."),
    )


class GuidanceForm(OnceForm):
    """Guidance documents of one legal basis."""

    attachments = forms.FileField(label=gettext_lazy("Văn bản hướng dẫn"))
