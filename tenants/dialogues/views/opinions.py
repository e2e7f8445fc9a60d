"""Opinions before the day: the list, collected, sorted, prepared, cleared; until when the unit's page takes them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import clock, errors
from tenants.cases.policies import visible_cases
from tenants.cases.views.responses import page
from tenants.dialogues.actions import collecting, opinions
from tenants.dialogues.enums import OpinionSource, OpinionStatus, Urgency
from tenants.dialogues.forms.opinions import (
    ClassifyForm,
    ClearForm,
    CollectForm,
    PreparationForm,
    PreparedForm,
)
from tenants.dialogues.forms.public_opinions import CollectionForm
from tenants.dialogues.models import Opinion
from tenants.dialogues.models.opinion import WITHOUT_OUTCOME
from tenants.dialogues.queries.listing import OpinionFilters, by_topic, opinion_list
from tenants.dialogues.views.planning import OfUnit
from tenants.dialogues.views.step import (
    ConferenceStep,
    OpinionStep,
    body_choices,
    chosen_conference,
    conference_choices,
    get_body,
    line_choices,
    topic_choices,
)
from tenants.staff.queries import setting

ROWS = 50


@require_GET
@actor_required(Permission.RECEPTION_VIEW)
def opinion_list_page(request: ActorRequest) -> HttpResponse:
    """``/desk/dialogues/opinions/``: by topic and urgency, the two axes of plan S4-15."""
    actor = request.actor
    names = ("topic", "urgency", "source", "status", "conference")
    given = {name: request.GET.get(name, "")[:40] for name in names}
    if given["conference"] not in ("", "none"):
        given["conference"] = ""
    filters = OpinionFilters(**given)
    shown = Paginator(opinion_list(actor, filters), ROWS).get_page(request.GET.get("page"))
    topics = setting("topics")
    lines = [value for value, _label in line_choices(actor)]
    codes = dict(pair for line in lines for pair in topic_choices(line))
    context = {
        "page": shown,
        "rows": [(one, topics.name_of(one.topic) if one.topic else "") for one in shown.object_list],
        "given": given,
        "selects": [
            ("topic", _("Chủ đề"), list(codes.items())),
            ("urgency", _("Mức độ"), Urgency.choices),
            ("source", _("Nguồn"), OpinionSource.choices),
            ("status", _("Trạng thái"), OpinionStatus.choices),
        ],
        "counts": [(code, topics.name_of(code), n, pressing) for code, n, pressing in by_topic(actor)],
        "is_narrowed": any(given.values()),
        "may_collect": actor.may(Permission.RECEPTION_ARRANGE),
    }
    return page(request, "dialogues/opinions.html", context)


class Collect(OfUnit):
    form_class = CollectForm
    title = gettext_lazy("Ghi ý kiến thu thập được")
    primary = gettext_lazy("Lưu ý kiến")
    done = gettext_lazy("Đã lưu ý kiến.")

    def form_arguments(self) -> dict[str, Any]:
        lines = line_choices(self.actor)
        found = dict(pair for line, _name in lines for pair in topic_choices(line))
        return {"lines": lines, "topics": list(found.items()), "conferences": conference_choices(self.actor)}

    def initial(self) -> dict[str, Any]:
        return {"conference": self.request.GET.get("conference", "")}

    def sentence(self) -> str:
        return _(
            "Ý kiến của công dân, Mặt trận, đoàn thể, đại biểu, báo đài hoặc cấp dưới gửi trước hội nghị. Từ đây chọn chủ đề."
        )

    def perform(self, form: Any) -> UUID:
        told = form.cleaned_data
        data = form.data_of(
            told["source"],
            cleared_on=told["cleared_on"],
            cleared_note=told["cleared_note"],
            case_id=self._case(told["case_number"]),
        )
        conference = chosen_conference(self.actor, told["conference"])
        return opinions.collect_opinion(data, line_code=told["line"], conference=conference, actor=self.actor).pk

    def _case(self, number: str) -> UUID | None:
        if not number:
            return None
        found = visible_cases(self.actor).filter(number=number).values_list("pk", flat=True).first()
        if found is None:
            message = _("Không tìm thấy vụ việc có số này.")
            raise errors.Invalid("case_unknown", message, fields={"case_number": [message]})
        return found

    def back_url(self) -> str:
        return super(OfUnit, self).back_url()

    def next_url(self, form: Any) -> str:
        return self.back_url()


class Collection(ConferenceStep):
    verb = "collection"
    form_class = CollectionForm
    title = gettext_lazy("Nhận ý kiến qua trang công khai")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu.")

    def initial(self) -> dict[str, Any]:
        row = self.conference
        return {"until": row.collects_until or (row.held_on - timedelta(days=1) if row.held_on else None)}

    def sentence(self) -> str:
        return _(
            "Người dân gửi ý kiến trên trang của đơn vị, không cần tài khoản; ý kiến vào danh sách thu thập của hội nghị. "
            "Không đặt ngày thì trang nhận từ khi hội nghị được thông báo đến hết ngày trước đối thoại."
        )

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        until = None if told["is_ended"] else told["until"]
        collecting.take_opinions_until(self.conference, until=until, actor=self.actor, version=told["version"])


class Classify(OpinionStep):
    verb = "classify"
    form_class = ClassifyForm
    title = gettext_lazy("Phân loại ý kiến")
    primary = gettext_lazy("Lưu phân loại")
    done = gettext_lazy("Đã phân loại.")

    def form_arguments(self) -> dict[str, Any]:
        line = self.opinion.line
        return {"topics": topic_choices(line), "conferences": conference_choices(self.actor, line)}

    def initial(self) -> dict[str, Any]:
        one = self.opinion
        return {"topic": one.topic, "urgency": one.urgency, "conference": str(one.conference_id or "")}

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        opinions.classify_opinion(
            self.opinion,
            topic=told["topic"],
            urgency=told["urgency"],
            conference=chosen_conference(self.actor, told["conference"]),
            actor=self.actor,
            version=told["version"],
        )


class Preparation(ConferenceStep):
    verb = "topics"
    form_class = PreparationForm
    title = gettext_lazy("Giao chuẩn bị nội dung trả lời")
    primary = gettext_lazy("Giao chuẩn bị")
    done = gettext_lazy("Đã giao; nhiệm vụ nằm trong mục Nhiệm vụ.")

    def form_arguments(self) -> dict[str, Any]:
        found = Opinion.objects.filter(conference=self.conference, status__in=WITHOUT_OUTCOME).order_by("topic", "id")[
            :200
        ]
        return {
            "opinions": [
                (str(one.pk), one.text[:160] + (f" ({one.prepared_by})" if one.prepared_by else "")) for one in found
            ],
            "bodies": body_choices(),
        }

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        body = get_body(told["body"])
        if body is None:
            raise errors.Invalid("body_missing", _("Chọn cơ quan."), fields={"body": [_("Chọn cơ quan.")]})
        opinions.assign_preparation(
            self.conference,
            opinions=[UUID(one) for one in told["opinions"]],
            body=body,
            due_on=told["due_on"],
            text=told["text"],
            contact=told["contact"],
            actor=self.actor,
        )


class Prepared(OpinionStep):
    verb = "prepared"
    form_class = PreparedForm
    title = gettext_lazy("Ghi nội dung trả lời đã chuẩn bị")
    primary = gettext_lazy("Lưu")
    done = gettext_lazy("Đã lưu nội dung chuẩn bị.")

    def initial(self) -> dict[str, Any]:
        one = self.opinion
        return {"text": one.prepared, "legal_basis": one.legal_basis, "by": one.prepared_by}

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        opinions.prepare_answer(
            self.opinion,
            text=told["text"],
            legal_basis=told["legal_basis"],
            by=told["by"],
            actor=self.actor,
            version=told["version"],
        )


class Clear(OpinionStep):
    verb = "clear"
    form_class = ClearForm
    title = gettext_lazy("Đã giải quyết trước hội nghị")
    primary = gettext_lazy("Lưu kết quả")
    done = gettext_lazy("Đã ghi: giải quyết trước hội nghị.")

    def initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def perform(self, form: Any) -> None:
        told = form.cleaned_data
        opinions.clear_opinion(
            self.opinion, on=told["on"], note=told["note"], actor=self.actor, version=told["version"]
        )
