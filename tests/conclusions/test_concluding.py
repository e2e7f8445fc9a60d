"""A conclusion: items with who and until when, the notice with the open items only, the plan's clocks, the two lines."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

import pytest

from deadlines.models import DueItem
from identity.actors import Actor
from kernel import clock, errors, ids
from tenants.cases.models import Case
from tenants.conclusions import policies, protocols
from tenants.conclusions.actions import concluding, issuing, linking
from tenants.conclusions.actions.notices import draft_notice
from tenants.conclusions.enums import ConclusionStatus, Source, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.protocols import Citizen, Named
from tenants.conclusions.rules.terms import Term, Terms
from tenants.documents.actions.drafting import submit_document
from tenants.documents.actions.signing import sign_document
from tenants.staff.models import Body
from tests.factories import cases
from tests.factories import conclusions as make
from tests.factories import documents as papers
from tests.world import World

COMMUNE = Terms(
    notice=Term(10, "calendar", "CONCLUDED", "Kế hoạch, mục III.5"),
    reply=Term(30, "working", "NOTICE", "Kế hoạch, mục III.5"),
)
CITY = Terms(
    notice=Term(5, "working", "CONCLUDED", "Kế hoạch, mục V"),
    assign=Term(5, "working", "CONCLUDED", "Kế hoạch, mục V.1"),
    reply=Term(15, "working", "CONCLUDED", "Kế hoạch, mục V.3"),
    reply_complex=Term(30, "working", "CONCLUDED", "Kế hoạch, mục V.3"),
    progress_every=7,
)


class Conference:
    """A provider as the room of dialogues registers it."""

    def __init__(self, terms: Terms) -> None:
        self.orders = terms
        self.told: list[tuple[str, str]] = []

    def named(self, actor: Actor, wanted: Collection[UUID]) -> Mapping[UUID, Named]:
        return {one: Named("Hội nghị đối thoại quý IV", "/x/") for one in wanted}

    def terms(self, source_id: UUID) -> Terms:
        return self.orders

    def citizens(self, wanted: Collection[UUID]) -> Mapping[UUID, Citizen]:
        return {one: Citizen("Nguyễn Thị An") for one in wanted}

    def concluded(self, conclusion: Conclusion, *, actor: Actor) -> None:
        self.told.append(("concluded", conclusion.status))

    def changed(self, task: Task, *, actor: Actor) -> None:
        self.told.append(("changed", task.status))


@pytest.fixture
def ward(world: World) -> Iterator[World]:
    with world.scope("w111"):
        yield world


@pytest.fixture
def lead(ward: World) -> Body:
    return make.body(ward.actor("w111", "admin"))


@pytest.fixture
def conference(monkeypatch: pytest.MonkeyPatch) -> Conference:
    room = Conference(CITY)
    monkeypatch.setitem(protocols.subjects._providers, "CONFERENCE", room)
    return room


def test_every_open_item_names_who_and_until_when(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    row = make.draft(
        chief,
        make.item(lead, "Sửa cống khóm 2.", contact=""),
        make.item(lead, "Trả lời bà An.", due_on=None),
        concluding.ItemData(text="Xem lại giá đất.", is_complex=True),
    )
    with pytest.raises(errors.Invalid) as refused:
        issuing.issue_conclusion(row, on=clock.today(), symbol="1/TB", actor=chief)
    one, two, three = refused.value.fields["items"]
    assert one.endswith("thiếu người chịu trách nhiệm.")
    assert two.endswith("thiếu thời hạn.")
    assert three.endswith("thiếu cơ quan chủ trì, người chịu trách nhiệm, thời hạn, đầu mối liên hệ (việc phức tạp).")
    assert not Task.objects.given().exists()


def test_item_settled_on_the_spot_is_done_and_not_in_the_notice(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    row = make.draft(
        chief,
        make.item(lead, "Đo lại ranh."),
        concluding.ItemData(text="Cấp lại biên nhận.", settled="Đã cấp tại buổi tiếp."),
    )
    assert [one["text"] for one in issuing.notice_body(row)["items"]] == ["Đo lại ranh."]
    issued = issuing.issue_conclusion(row, on=clock.today(), symbol="15/TB-UBND", actor=chief)
    settled = issued.tasks.get(text="Cấp lại biên nhận.")
    assert (settled.status, settled.answered_on) == (TaskStatus.CLOSED, clock.today())
    assert not DueItem.objects.filter(case_id=settled.pk).exists()


def test_signing_the_notice_issues_the_conclusion_with_its_number_and_gives_the_tasks_out(
    ward: World, lead: Body, conference: Conference
) -> None:
    chief, chairman = ward.actor("w111", "chief"), ward.actor("w111", "chairman")
    row = make.draft(chief, make.item(lead, "Đo lại ranh."), source=Source.CONFERENCE)
    paper = submit_document(draft_notice(row, actor=chief), actor=chief)
    assert not Task.objects.given().exists()
    signed = sign_document(paper, proof=papers.proof_of(chairman), actor=chairman)
    row.refresh_from_db()
    assert (row.status, row.notice_symbol, row.issued_on) == (ConclusionStatus.ISSUED, signed.symbol, signed.dated_on)
    task = Task.objects.get(conclusion=row)
    assert (task.status, task.assigned_on) == (TaskStatus.ASSIGNED, signed.dated_on)
    assert DueItem.objects.filter(case_id=task.pk).exists()
    assert ("concluded", ConclusionStatus.ISSUED) in conference.told
    with pytest.raises(errors.InvalidTransition):
        issuing.issue_conclusion(row, on=clock.today(), symbol="9/TB", actor=chief)


def test_notice_with_an_item_nobody_answers_for_is_not_signed_and_keeps_no_number(ward: World, lead: Body) -> None:
    chief, chairman = ward.actor("w111", "chief"), ward.actor("w111", "chairman")
    row = make.draft(chief, make.item(lead, "Sửa cống khóm 2.", contact=""))
    paper = submit_document(draft_notice(row, actor=chief), actor=chief)
    with pytest.raises(errors.Invalid) as refused:
        sign_document(paper, proof=papers.proof_of(chairman), actor=chairman)
    assert refused.value.fields["items"][0].endswith("thiếu người chịu trách nhiệm.")
    concluding.change_item(row.tasks.get(), make.item(lead, "Sửa cống khóm 2."), actor=chief)
    assert sign_document(paper, proof=papers.proof_of(chairman), actor=chairman).symbol == "01/TB-UBND"


def test_signing_a_notice_after_it_went_out_on_paper_changes_nothing_of_the_conclusion(ward: World, lead: Body) -> None:
    chief, chairman = ward.actor("w111", "chief"), ward.actor("w111", "chairman")
    row = make.draft(chief, make.item(lead))
    paper = submit_document(draft_notice(row, actor=chief), actor=chief)
    issuing.issue_conclusion(row, on=clock.today(), symbol="15/TB-UBND", actor=chief)
    sign_document(paper, proof=papers.proof_of(chairman), actor=chairman)
    row.refresh_from_db()
    assert row.notice_symbol == "15/TB-UBND"


def test_city_clock_runs_from_the_conference_and_does_not_move_with_the_assignment(
    ward: World, lead: Body, conference: Conference
) -> None:
    chief = ward.actor("w111", "chief")
    with clock.at(date(2026, 11, 2)):
        row = make.draft(
            chief,
            make.item(lead, due_on=None),
            make.item(lead, "Việc lớn.", due_on=None, is_complex=True),
            source=Source.CONFERENCE,
        )
        assert row.notice_due_on == date(2026, 11, 9)
    with clock.at(date(2026, 11, 9)):
        issuing.issue_conclusion(row, on=date(2026, 11, 9), symbol="9/TB", actor=chief)
        plain, large = row.tasks.order_by("order")
        # 24/11/2026 is off: 15 working days from 02/11 end on 23/11, 30 on 15/12.
        assert (plain.due_on, large.due_on) == (date(2026, 11, 23), date(2026, 12, 15))
        assert plain.terms["assign"]["due_on"] == "2026-11-09"
        assert "ngày tổ chức" in plain.terms["due"]["lines"][0]
        assert plain.next_progress_on == date(2026, 11, 16)
        assert DueItem.objects.get(case_id=row.pk).met_on == date(2026, 11, 9)
        assert ("concluded", ConclusionStatus.ISSUED) in conference.told


def test_commune_clock_runs_from_the_notice(ward: World, lead: Body, conference: Conference) -> None:
    conference.orders = COMMUNE
    chief = ward.actor("w111", "chief")
    with clock.at(date(2026, 9, 1)):
        row = make.draft(chief, make.item(lead, due_on=None), source=Source.CONFERENCE)
        assert row.notice_due_on == date(2026, 9, 11)
    with clock.at(date(2026, 9, 10)):
        issuing.issue_conclusion(row, on=date(2026, 9, 10), symbol="9/TB", actor=chief)
        assert make.found_of(row).due_on == date(2026, 10, 22)


def test_date_beyond_the_plan_is_refused(ward: World, lead: Body, conference: Conference) -> None:
    chief = ward.actor("w111", "chief")
    with clock.at(date(2026, 11, 2)):
        row = make.draft(chief, make.item(lead, due_on=date(2026, 12, 30)), source=Source.CONFERENCE)
        with pytest.raises(errors.Invalid, match="vượt mức kế hoạch cho phép \\(23/11/2026\\)"):
            issuing.issue_conclusion(row, on=date(2026, 11, 2), symbol="9/TB", actor=chief)


def test_occasion_has_one_conclusion(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    row = make.draft(chief, make.item(lead))
    with pytest.raises(errors.InvalidTransition, match="đã có kết luận"):
        concluding.conclude(
            row.source, row.source_id, line="GOVERNMENT", title="Lần nữa", concluded_on=clock.today(), actor=chief
        )


def test_draft_changes_until_it_is_issued(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    row = make.draft(chief, make.item(lead))
    more = concluding.add_item(row, make.item(lead, "Sửa cống."), actor=chief)
    concluding.change_item(more, make.item(lead, "Sửa cống khóm 2."), actor=chief)
    assert make.found(more.pk).text == "Sửa cống khóm 2."
    concluding.drop_item(make.found(more.pk), actor=chief)
    assert row.tasks.count() == 1
    issuing.issue_conclusion(row, on=clock.today(), symbol="15/TB", actor=chief)
    with pytest.raises(errors.InvalidTransition, match="không sửa nữa"):
        concluding.add_item(row, make.item(lead), actor=chief)


def test_other_line_does_not_see_it_unless_the_head_links_it(ward: World, lead: Body) -> None:
    chief, chairman, secretary = (ward.actor("w111", who) for who in ("chief", "chairman", "secretary"))
    row = make.issued(chief, make.item(lead))
    task = make.found_of(row)
    for look in (lambda: policies.get_conclusion(secretary, row.pk), lambda: policies.get_task(secretary, task.pk)):
        with pytest.raises(errors.NotFound):
            look()
    with pytest.raises(errors.NotPermitted):
        linking.link_conclusion(row, is_linked=True, actor=chief)
    linking.link_conclusion(row, is_linked=True, actor=chairman)
    seen = policies.get_task(secretary, task.pk)
    assert policies.get_conclusion(secretary, row.pk) == row
    assert not policies.sees_names(secretary, seen)
    assert policies.may(secretary, "urge", seen).code == "not_permitted"
    linking.link_conclusion(policies.get_conclusion(chairman, row.pk), is_linked=False, actor=chairman)
    with pytest.raises(errors.NotFound):
        policies.get_task(secretary, task.pk)


def test_item_of_a_unit_below_leaves_with_its_case(world: World) -> None:
    with world.scope("w11"):
        chief = world.actor("w11", "chief")
        case = cases.take_in(world.actor("w11", "officer"))
        lower = world.unit("w111").id
        row = make.draft(
            chief,
            concluding.ItemData(
                text="Giao phường kiểm tra.", lead_unit_id=lower, case_id=case.pk, due_on=clock.today()
            ),
        )
        issuing.issue_conclusion(row, on=clock.today(), symbol="3/TB", actor=chief)
        task = make.found_of(row)
        assert task.lead_name == world.unit("w111").full_name
        assert Case.objects.get(pk=case.pk).status == "SENT"


def test_item_for_the_superior_is_escalated_and_the_answer_stays_owed(world: World) -> None:
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        case = cases.take_in(world.actor("w111", "officer"))
        lead = make.body(world.actor("w111", "admin"))
        row = make.draft(chief, make.item(lead, "Kiến nghị thành phố.", route="SUBMIT_UP", case_id=case.pk))
        issuing.issue_conclusion(row, on=clock.today(), symbol="3/TB", actor=chief)
        assert Case.objects.get(pk=case.pk).status == "SENT"
        task = make.found_of(row)
        assert task.needs_citizen_answer
        assert task.status == TaskStatus.ASSIGNED


def test_who_neither_records_nor_decides_concludes_nothing(ward: World) -> None:
    with pytest.raises(errors.NotPermitted):
        concluding.conclude(
            Source.SESSION,
            ids.new_id(),
            line="GOVERNMENT",
            title="X",
            concluded_on=clock.today(),
            actor=ward.actor("w111", "handler"),
        )
    with pytest.raises(errors.NotPermitted):
        make.draft(ward.actor("w111", "chief"), line="PARTY")
