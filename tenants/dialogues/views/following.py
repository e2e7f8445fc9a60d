"""After the day: conclusion, internal review, conclusion notice, results, the end of the follow-up."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.dialogues.actions import concluding
from tenants.dialogues.forms.meeting import ConcludeForm, NotifyForm, ResultsForm, ReviewForm
from tenants.dialogues.views.step import ConferenceStep


class Conclude(ConferenceStep):
    verb = "conclude"
    form_class = ConcludeForm
    title = gettext_lazy("Kết luận hội nghị")
    primary = gettext_lazy("Lập kết luận")
    done = gettext_lazy("Đã lập kết luận; mỗi nội dung còn lại có cơ quan, người và thời hạn.")

    def sentence(self) -> str:
        return _(
            "Mỗi ý kiến chưa giải quyết xong thành một mục của kết luận, có cơ quan, người chịu trách nhiệm và thời hạn."
        )

    def perform(self, form: Any) -> None:
        concluding.conclude_conference(
            self.conference, text=form.cleaned_data["text"], actor=self.actor, version=form.cleaned_data["version"]
        )


class Review(ConferenceStep):
    verb = "review"
    form_class = ReviewForm
    title = gettext_lazy("Đánh giá, rút kinh nghiệm")
    primary = gettext_lazy("Ghi kết quả")
    done = gettext_lazy("Đã ghi kết quả đánh giá, rút kinh nghiệm.")

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        concluding.review_conference(
            self.conference, text=told["text"], on=told["on"], actor=self.actor, version=told["version"]
        )


class Notify(ConferenceStep):
    verb = "notify"
    form_class = NotifyForm
    title = gettext_lazy("Ra thông báo kết luận")
    primary = gettext_lazy("Ra thông báo, giao nhiệm vụ")
    done = gettext_lazy("Đã ra thông báo kết luận; các nội dung còn lại đã thành nhiệm vụ.")

    def sentence(self) -> str:
        return _(
            "Thông báo chỉ gồm những nội dung chưa giải quyết xong. Nếu thông báo đã ký trên hệ thống thì số và ngày lấy theo văn bản đó."
        )

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        concluding.issue_notice(
            self.conference, symbol=told["symbol"], on=told["on"], actor=self.actor, version=told["version"]
        )


class Results(ConferenceStep):
    verb = "results"
    form_class = ResultsForm
    title = gettext_lazy("Báo cáo kết quả")
    primary = gettext_lazy("Soạn báo cáo, lập nơi gửi")
    done = gettext_lazy("Đã soạn báo cáo kết quả và lập thông báo gửi từng nơi.")

    def initial(self) -> dict[str, Any]:
        wanted = self.conference.values.get("results_to") or [_("Cấp ủy"), _("HĐND"), _("Ủy ban MTTQ Việt Nam")]
        return {"to": "\n".join(wanted)}

    def perform(self, form: Any) -> None:
        concluding.report_results(
            self.conference, to=form.names(), actor=self.actor, version=form.cleaned_data["version"]
        )


class Close(ConferenceStep):
    verb = "close"
    title = gettext_lazy("Kết thúc theo dõi")
    done = gettext_lazy("Mọi ý kiến đã có kết quả; hội nghị kết thúc theo dõi.")

    def sentence(self) -> str:
        missing = concluding.missing_to_close(self.conference)
        return _("Còn thiếu: %(what)s.") % {"what": "; ".join(missing)} if missing else _("Mọi ý kiến đã có kết quả.")

    def perform(self, form: Any) -> None:
        concluding.close_conference(self.conference, actor=self.actor, version=form.cleaned_data["version"])
