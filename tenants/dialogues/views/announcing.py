"""From the approval pack to the public: put before the chair, decided, announced, invited, papers drafted."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.dialogues.actions import announcing, approving, papers
from tenants.dialogues.forms.planning import AnnounceForm, DecideForm, InviteForm, PaperForm, SubmitForm
from tenants.dialogues.models import Opinion
from tenants.dialogues.queries.participants import invited
from tenants.dialogues.rules import terms
from tenants.dialogues.views.step import ConferenceStep
from tenants.documents.enums import DocumentKind
from tenants.receptions.rules.plan_terms import PlanChannel
from tenants.staff.queries import setting

SHOWN = 60
"""Opinions shown to who decides; the dossier has them all."""


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
