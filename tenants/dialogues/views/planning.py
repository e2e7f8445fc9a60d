"""Planning a conference: from the plan or ad hoc, arranged, topics, participants, put off, shown to the other line."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.permissions import Permission
from kernel import clock
from tenants.cases.policies.verdicts import YES, Verdict
from tenants.dialogues.actions import planning, putting_off
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.forms.planning import (
    ArrangeForm,
    CallForm,
    LinkForm,
    ParticipantsForm,
    PlanYearForm,
    PostponeForm,
    ReasonForm,
    TopicsForm,
)
from tenants.dialogues.models import Opinion
from tenants.dialogues.queries.listing import by_topic
from tenants.dialogues.views.step import (
    ConferenceStep,
    Step,
    line_choices,
    not_permitted,
    people_choices,
    topic_choices,
)
from tenants.staff.queries import setting

SHOWN = 60
"""Opinions offered on the page of topics; the rest come along by their topic."""


class OfUnit(Step):
    """A step that belongs to no conference yet."""

    def verdict(self) -> Verdict:
        needed = Permission.RECEPTION_ARRANGE
        return YES if self.actor.may(needed) else not_permitted(needed)

    def back_url(self) -> str:
        return reverse("dialogues:list")

    def next_url(self, form: Any) -> str:
        return reverse("dialogues:page", args=[self.result_id]) if self.result_id else self.back_url()


class PlanYear(OfUnit):
    form_class = PlanYearForm
    title = gettext_lazy("Lập hội nghị theo kế hoạch năm")
    done = gettext_lazy("Đã lập các hội nghị theo kế hoạch.")

    def initial(self) -> dict[str, Any]:
        lines = line_choices(self.actor)
        return {
            "year": self.request.GET.get("year") or clock.today().year,
            "line": self.request.GET.get("line") or (lines[0][0] if lines else ""),
        }

    def sentence(self) -> str:
        return _("Lập đủ số hội nghị mà kế hoạch đã ban hành của năm ấn định, rải theo các quý của kế hoạch.")

    def perform(self, form: Any) -> None:
        planning.plan_year(form.cleaned_data["year"], form.cleaned_data["line"], actor=self.actor)


class Call(OfUnit):
    form_class = CallForm
    title = gettext_lazy("Tổ chức đối thoại đột xuất")
    primary = gettext_lazy("Lập hội nghị đột xuất")
    done = gettext_lazy("Đã lập hội nghị đột xuất.")

    def form_arguments(self) -> dict[str, Any]:
        lines = line_choices(self.actor)
        found = dict(pair for line, _name in lines for pair in topic_choices(line))
        return {"lines": lines, "topics": list(found.items())}

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        return planning.call_conference(
            line_code=told["line"],
            title=told["title"],
            why=told["why"],
            proposed_by=told["proposed_by"],
            topics=told["topics"],
            held_on=told["held_on"],
            actor=self.actor,
        ).pk


class Arrange(ConferenceStep):
    verb = "arrange"
    form_class = ArrangeForm
    title = gettext_lazy("Sắp xếp hội nghị")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu.")

    def form_arguments(self) -> dict[str, Any]:
        return {"people": people_choices(self.actor, Permission.RECEPTION_VIEW)}

    def initial(self) -> dict[str, Any]:
        row = self.conference
        plain = (
            *(
                "title",
                "organiser",
                "chair_name",
                "chair_title",
                "desk",
                "target_group",
                "expected_from",
                "expected_to",
            ),
            *("with_voter_meeting", "voter_meeting", "security_plan"),
        )
        return {name: getattr(row, name) for name in plain} | {
            "chair": str(row.chair_id or ""),
            "minutes_taker": str(row.minutes_taker_id or ""),
        }

    def perform(self, form: Any) -> None:
        told = dict(form.cleaned_data)
        told.pop("once_key")
        version = told.pop("version")
        told.pop("template")
        for name in ("chair", "minutes_taker"):
            told[name] = UUID(told[name]) if told[name] else None
        data = ConferenceData(**told, agenda=tuple(form.steps()))
        planning.arrange_conference(self.conference, data, actor=self.actor, version=version)


class Topics(ConferenceStep):
    verb = "topics"
    form_class = TopicsForm
    template_name = "dialogues/topics.html"
    title = gettext_lazy("Chọn chủ đề")
    primary = gettext_lazy("Chọn các chủ đề này")
    done = gettext_lazy("Đã chọn chủ đề; các ý kiến cùng chủ đề được đưa vào hội nghị.")

    def form_arguments(self) -> dict[str, Any]:
        free = (
            Opinion.objects.unassigned().filter(line=self.conference.line).order_by("-urgency", "-entered_at")[:SHOWN]
        )
        names, unsorted = setting("topics"), _("chưa phân loại")
        return {
            "topics": topic_choices(self.conference.line),
            "opinions": [
                (
                    str(one.pk),
                    f"{names.name_of(one.topic) or unsorted} · {one.get_urgency_display()}: {one.text[:160]}",
                )
                for one in free
            ],
        }

    def initial(self) -> dict[str, Any]:
        return {"topics": self.conference.topics}

    def context(self, form: Any) -> dict[str, Any]:
        names = setting("topics")
        return {
            "counts": [
                (names.name_of(code) or _("Chưa phân loại"), n, pressing) for code, n, pressing in by_topic(self.actor)
            ]
        }

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        planning.choose_topics(
            self.conference,
            topics=told["topics"],
            opinions=[UUID(one) for one in told.get("opinions") or ()],
            actor=self.actor,
            version=told["version"],
        )


class Participants(ConferenceStep):
    verb = "participants"
    form_class = ParticipantsForm
    template_name = "dialogues/rows.html"
    title = gettext_lazy("Thành phần dự")
    primary = gettext_lazy("Lưu thành phần")
    done = gettext_lazy("Đã lưu thành phần dự.")

    def form_arguments(self) -> dict[str, Any]:
        return {"rows": list(self.conference.participants), "topics": topic_choices(self.conference.line)}

    def sentence(self) -> str:
        return _("Cơ quan chỉ mời khi có nội dung liên quan thì chọn chủ đề; để trống tên để bỏ một dòng.")

    def perform(self, form: Any) -> None:
        planning.set_participants(
            self.conference, form.told_rows(), actor=self.actor, version=form.cleaned_data["version"]
        )


class Postpone(ConferenceStep):
    verb = "postpone"
    form_class = PostponeForm
    title = gettext_lazy("Hoãn, đổi ngày")
    primary = gettext_lazy("Hoãn và báo cho mọi người")
    done = gettext_lazy("Đã đổi; mọi nơi đã mời và người đăng ký phát biểu có thông báo chờ gửi.")
    danger = True

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        putting_off.postpone_conference(
            self.conference,
            why=told["why"],
            held_on=told["held_on"],
            starts_at=told["starts_at"],
            actor=self.actor,
            version=told["version"],
        )


class Cancel(ConferenceStep):
    verb = "cancel"
    form_class = ReasonForm
    title = gettext_lazy("Hủy hội nghị")
    primary = gettext_lazy("Hủy và báo cho mọi người")
    done = gettext_lazy("Đã hủy; các ý kiến chờ hội nghị sau.")
    danger = True

    def perform(self, form: Any) -> None:
        putting_off.cancel_conference(
            self.conference, why=form.cleaned_data["why"], actor=self.actor, version=form.cleaned_data["version"]
        )


class Link(ConferenceStep):
    verb = "link"
    form_class = LinkForm
    title = gettext_lazy("Cho kênh kia xem")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu.")

    def initial(self) -> dict[str, Any]:
        return {"is_linked": self.conference.is_linked}

    def perform(self, form: Any) -> None:
        planning.link_conference(self.conference, is_linked=form.cleaned_data["is_linked"], actor=self.actor)
