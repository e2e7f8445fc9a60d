"""The steps of a campaign itself; each calls one action."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.permissions import Permission as P
from kernel import clock
from oversight import campaign_policies as policies
from oversight.actions import campaigns as actions
from oversight.models import Campaign, CampaignKind
from oversight.rules import campaigns as rules
from registry import tree
from registry.levels import Line
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.steps import Step
from tenants.inspections.forms import campaigns as forms


class CampaignStep(Step):
    """A step on one campaign."""

    template_name = "documents/step.html"
    verb: str
    campaign: Campaign

    def find(self) -> None:
        self.campaign = policies.get_campaign(self.actor, self.kwargs_of_step["campaign_id"])

    def check(self) -> None:
        if self.request.method == "GET":
            policies.require(self.actor, self.verb, self.campaign)

    def initial(self) -> dict[str, Any]:
        return {"version": self.campaign.version}

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Đợt cao điểm"), reverse("campaigns:list")), (self.campaign.name, self.page_url())]

    def page_url(self) -> str:
        return reverse("campaigns:page", args=[self.campaign.pk])

    def back_url(self) -> str:
        return self.page_url()


class _WithFrame:
    """The choices of the form of a campaign."""

    actor: Any

    def form_arguments(self) -> dict[str, Any]:
        unit_id = self.actor.unit.id
        below = [(unit.key, unit.name) for unit in tree.descendants(unit_id)]
        above = [(unit.key, unit.full_name) for unit in tree.ancestors(unit_id) if unit.is_open]
        return {"units": below, "to_units": [*above, *below]}


class NewCampaign(_WithFrame, Step):
    name = "new_campaign"
    form_class = forms.NewCampaignForm
    title = gettext_lazy("Lập đợt cao điểm")
    primary = gettext_lazy("Lưu dự thảo")
    done = gettext_lazy("Đã lưu dự thảo. Bổ sung lịch trực, rồi ban hành khi kế hoạch có số.")

    def find(self) -> None:
        self.actor.require(P.PLAN_MANAGE)

    def form_arguments(self) -> dict[str, Any]:
        lines = [line for line in (Line.GOVERNMENT, Line.PARTY) if line in self.actor.lines]
        return {**super().form_arguments(), "lines": lines}

    def initial(self) -> dict[str, Any]:
        unit = self.actor.unit
        asked = self.request.GET.get("kind", "")
        kind = asked if asked in CampaignKind.values else CampaignKind.ASSEMBLY
        return {
            "kind": kind,
            "first": clock.today(),
            "crowd": rules.CROWD,
            "daily_at": rules.usual_hour(),
            "bases": "\n".join(rules.usual_bases(kind)),
            "place": unit.profile.get("reception_place", "") or unit.profile.get("address", ""),
            "units": [one.key for one in tree.descendants(unit.id) if one.is_open],
            "to_units": [one.key for one in tree.ancestors(unit.id) if one.is_open],
            "to_bodies": "\n".join(rules.usual_recipients(unit.level)),
        }

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.NewCampaignForm)
        return actions.draft_campaign(form.data_of(), line=form.cleaned_data["line"], actor=self.actor).pk

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Đợt cao điểm"), self.back_url())]

    def back_url(self) -> str:
        return reverse("campaigns:list")

    def next_url(self) -> str:
        return reverse("campaigns:page", args=[self.result_id])


class ChangeCampaign(_WithFrame, CampaignStep):
    name, verb = "change_campaign", "change"
    form_class = forms.CampaignForm
    title = gettext_lazy("Sửa dự thảo")
    primary = gettext_lazy("Lưu dự thảo")
    done = gettext_lazy("Đã lưu.")

    def sentence(self) -> str:
        parent = self.campaign.parent
        if parent is None:
            return ""
        return _("Đợt này thực hiện kế hoạch của %(unit)s; đơn vị có thể bổ sung, không được hẹp hơn.") % {
            "unit": tree.get(parent.unit_id).name
        }

    def initial(self) -> dict[str, Any]:
        row = self.campaign
        plain = ("kind", "name", "first", "last", "place", "bases", "crowd", "daily_at", "mid_on", "closing_on")
        told = {name: getattr(row, name) for name in plain}
        units = [one["unit"] for one in row.recipients if one["unit"] is not None]
        return {
            **super().initial(),
            **told,
            "units": [tree.get(unit_id).key for unit_id in row.units],
            "to_units": [tree.get(unit_id).key for unit_id in units],
            "to_bodies": "\n".join(one["name"] for one in row.recipients if one["unit"] is None),
        }

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.CampaignForm)
        version = form.cleaned_data["version"]
        return actions.change_campaign(self.campaign, data=form.data_of(), actor=self.actor, version=version).pk


class AmendCampaign(ChangeCampaign):
    name, verb = "amend_campaign", "amend"
    form_class = forms.AmendForm
    title = gettext_lazy("Điều chỉnh đợt cao điểm")
    primary = gettext_lazy("Lưu điều chỉnh")
    done = gettext_lazy("Đã lưu điều chỉnh; nội dung trước đó vẫn được giữ.")

    def perform(self, form: KeyedForm) -> UUID:
        assert isinstance(form, forms.AmendForm)
        told = form.cleaned_data
        row = actions.amend_campaign(
            self.campaign, data=form.data_of(), why=told["why"], actor=self.actor, version=told["version"]
        )
        return row.pk


class IssueCampaign(CampaignStep):
    name, verb = "issue_campaign", "issue"
    form_class = forms.IssueForm
    title = gettext_lazy("Ban hành kế hoạch của đợt")
    primary = gettext_lazy("Ban hành")
    done = gettext_lazy("Đã ban hành.")

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "plan_on": clock.today()}

    def sentence(self) -> str:
        row = self.campaign
        words = _("Đợt có hiệu lực từ %(first)s đến hết %(last)s.") % {
            "first": f"{row.first:%d/%m/%Y}", "last": f"{row.last:%d/%m/%Y}",
        }  # fmt: skip
        names = [tree.get(unit_id).name for unit_id in row.units if tree.get(unit_id).is_open]
        if names:
            words += "\n" + _("Mở dự thảo tại: %(units)s.") % {"units": ", ".join(names)}
        return words

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        row = actions.issue_campaign(
            self.campaign,
            plan_number=told["plan_number"],
            plan_on=told["plan_on"],
            actor=self.actor,
            version=told["version"],
        )
        return row.pk


class ActivateCampaign(CampaignStep):
    name, verb = "activate_campaign", "activate"
    form_class = forms.ReasonForm
    title = gettext_lazy("Kích hoạt đột xuất")
    primary = gettext_lazy("Kích hoạt từ hôm nay")
    done = gettext_lazy("Đợt có hiệu lực từ hôm nay.")

    def sentence(self) -> str:
        return _(
            "Theo yêu cầu đột xuất của lãnh đạo: đợt có hiệu lực ngay hôm nay, cảnh báo và lịch trực bắt đầu chạy."
        )

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return actions.activate_campaign(self.campaign, why=told["why"], actor=self.actor, version=told["version"]).pk


class EndCampaign(CampaignStep):
    name, verb = "end_campaign", "end"
    form_class = forms.EndForm
    title = gettext_lazy("Kết thúc đợt")
    primary = gettext_lazy("Kết thúc đợt")
    done = gettext_lazy("Đã kết thúc đợt.")
    danger = True

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        return actions.end_campaign(self.campaign, why=told["why"], actor=self.actor, version=told["version"]).pk


class DropCampaign(CampaignStep):
    name, verb = "drop_campaign", "drop"
    title = gettext_lazy("Bỏ dự thảo")
    primary = gettext_lazy("Bỏ dự thảo này")
    done = gettext_lazy("Đã bỏ dự thảo.")
    danger = True

    def perform(self, form: KeyedForm) -> UUID:
        return actions.drop_campaign(self.campaign, actor=self.actor, version=form.cleaned_data["version"]).pk

    def next_url(self) -> str:
        return reverse("campaigns:list")
