"""Steps before the day: planned, called, arranged, topics, participants, pack, decision, notice, invitation, papers, put off."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.permissions import Permission
from kernel import clock
from tenants.cases.policies.verdicts import YES, Verdict
from tenants.dialogues.actions import announcing, approving, papers, planning
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.forms.planning import (
    AnnounceForm,
    ArrangeForm,
    CallForm,
    DecideForm,
    InviteForm,
    LinkForm,
    PaperForm,
    ParticipantsForm,
    PlanYearForm,
    PostponeForm,
    ReasonForm,
    SubmitForm,
    TopicsForm,
)
from tenants.dialogues.models import Opinion
from tenants.dialogues.queries.listing import by_topic
from tenants.dialogues.queries.participants import invited
from tenants.dialogues.rules import terms
from tenants.dialogues.views.step import (
    ConferenceStep,
    Step,
    line_choices,
    not_permitted,
    people_choices,
    topic_choices,
)
from tenants.documents.enums import DocumentKind
from tenants.receptions.rules.plan_terms import PlanChannel
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
        names = setting("topics")
        return {
            "topics": topic_choices(self.conference.line),
            "opinions": [
                (
                    str(one.pk),
                    f"{names.name_of(one.topic) or _('chưa phân loại')} · {one.get_urgency_display()}: {one.text[:160]}",
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


class Submit(ConferenceStep):
    verb = "submit"
    form_class = SubmitForm
    title = gettext_lazy("Trình chủ trì duyệt")
    primary = gettext_lazy("Trình duyệt")
    done = gettext_lazy("Đã trình chủ trì; tờ trình đã được soạn.")

    def form_arguments(self) -> dict[str, Any]:
        return {"rooms": [(str(room.id), room.name) for room in setting("rooms").open]}

    def initial(self) -> dict[str, Any]:
        row = self.conference
        return {
            "held_on": row.held_on,
            "starts_at": row.starts_at,
            "venue": row.venue,
            "room": str(row.room_id or ""),
        }

    def sentence(self) -> str:
        term = terms.from_data(self.conference.values).notice
        kind = _("ngày làm việc") if term.is_working else _("ngày")
        return _(
            "Trình nội dung, thời gian, địa điểm, thành phần và đối tượng. Sau khi duyệt phải thông báo công khai ít nhất %(n)d %(kind)s trước ngày đối thoại."
        ) % {"n": term.length, "kind": kind}

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        approving.submit_for_approval(
            self.conference,
            held_on=told["held_on"],
            starts_at=told["starts_at"],
            venue=told["venue"],
            room_id=UUID(told["room"]) if told.get("room") else None,
            note=told["note"],
            actor=self.actor,
            version=told["version"],
        )


class Decide(ConferenceStep):
    verb = "decide"
    form_class = DecideForm
    template_name = "dialogues/decide.html"
    title = gettext_lazy("Duyệt nội dung đối thoại")
    primary = gettext_lazy("Ghi quyết định")
    done = gettext_lazy("Đã ghi quyết định.")

    def context(self, form: Any) -> dict[str, Any]:
        names = setting("topics")
        return {
            "topics": [names.name_of(code) for code in self.conference.topics],
            "invited": invited(self.conference),
            "opinions": Opinion.objects.filter(conference=self.conference).order_by("-urgency", "topic", "id")[:SHOWN],
        }

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        if told["decision"] == "approve":
            approving.approve(self.conference, actor=self.actor, version=told["version"])
        else:
            approving.send_back(self.conference, why=told["why"], actor=self.actor, version=told["version"])


class Announce(ConferenceStep):
    verb = "announce"
    form_class = AnnounceForm
    title = gettext_lazy("Thông báo công khai")
    primary = gettext_lazy("Ghi thông báo")
    done = gettext_lazy("Đã ghi thông báo công khai.")

    def form_arguments(self) -> dict[str, Any]:
        wanted = set(terms.from_data(self.conference.values).channels)
        labels = {one.value: str(one.label) for one in PlanChannel}
        order = sorted(announcing.CHANNELS, key=lambda one: one not in wanted)
        mark = _("theo kế hoạch")
        return {"channels": [(one, f"{labels[one]} ({mark})" if one in wanted else labels[one]) for one in order]}

    def sentence(self) -> str:
        last = announcing.last_day(self.conference, self.actor.unit.id)
        return (
            _("Chậm nhất phải thông báo ngày %(day)s để kịp thời hạn của kế hoạch.") % {"day": f"{last:%d/%m/%Y}"}
            if last
            else ""
        )

    def perform(self, form: Any) -> None:
        told = dict(form.cleaned_data)
        told.pop("once_key")
        announcing.announce(self.conference, **told, actor=self.actor)


class Invite(ConferenceStep):
    verb = "invite"
    form_class = InviteForm
    title = gettext_lazy("Gửi giấy mời kèm phiếu đăng ký phát biểu")
    primary = gettext_lazy("Gửi giấy mời")
    done = gettext_lazy("Đã soạn giấy mời, phiếu đăng ký phát biểu và lập thông báo đến từng nơi.")

    def form_arguments(self) -> dict[str, Any]:
        return {
            "participants": [
                (one["id"], one["name"] + (f" ({_('đã mời')})" if one.get("invited_at") else ""))
                for one in invited(self.conference)
            ]
        }

    def sentence(self) -> str:
        return _(
            "Danh sách theo các chủ đề đã chọn. Nơi có thư điện tử được gửi qua mạng, nơi khác giao tận tay và ghi người nhận."
        )

    def perform(self, form: Any) -> None:
        announcing.invite(
            self.conference,
            participants=form.cleaned_data["participants"],
            actor=self.actor,
            version=form.cleaned_data["version"],
        )


class Paper(ConferenceStep):
    verb = "papers"
    form_class = PaperForm
    title = gettext_lazy("Soạn văn bản của hội nghị")
    primary = gettext_lazy("Soạn")
    done = gettext_lazy("Đã soạn; văn bản nằm trong mục Văn bản của hội nghị.")

    def form_arguments(self) -> dict[str, Any]:
        return {"kinds": [(kind.value, str(DocumentKind(kind).label)) for kind in papers.BY_HAND]}

    def perform(self, form: Any) -> None:
        papers.draft_paper(self.conference, form.cleaned_data["kind"], actor=self.actor)


class Postpone(ConferenceStep):
    verb = "postpone"
    form_class = PostponeForm
    title = gettext_lazy("Hoãn, đổi ngày")
    primary = gettext_lazy("Hoãn và báo cho mọi người")
    done = gettext_lazy("Đã đổi; mọi nơi đã mời và người đăng ký phát biểu có thông báo chờ gửi.")
    danger = True

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        planning.postpone_conference(
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
        planning.cancel_conference(
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
