"""The day of a session: queue, notes of two clerks, attendance, incidents, cases made and undone, minutes, and the register."""

import pytest

from deadlines.models import DueItem
from kernel import clock, errors
from tenants.cases.actions import intake
from tenants.cases.enums import VisitHost, VisitPurpose
from tenants.cases.models import Case, Person, Petition, Visit
from tenants.cases.queries import counters
from tenants.cases.queries.counters import Counters
from tenants.conclusions.models import Conclusion
from tenants.conclusions.rules.items import ItemData
from tenants.receptions.actions import day, queue
from tenants.receptions.actions.taking import make_case, undo_case
from tenants.receptions.enums import EntryKind, HostMode, RegistrationStatus
from tenants.receptions.models import MinutesEntry, Registration
from tenants.receptions.queries.day import day_page
from tests.factories import cases as case_factory
from tests.factories.registrations import ALICE, BOB, a_session, open_session, received, registered, waiting
from tests.world import World


def today_of(actor: object) -> Counters:
    return counters(actor.unit, clock.today(), clock.today())  # type: ignore[attr-defined]


def test_queue_gives_places_and_calls_one_at_a_time(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = open_session(officer)
        first, second = waiting(officer, session), waiting(officer, session, people=(BOB,))
        assert (first.queue_no, second.queue_no) == (1, 2)
        queue.call(second, actor=officer)
        with pytest.raises(errors.InvalidTransition):
            queue.call(first, actor=officer)
        queue.begin_reception(second, actor=officer)
        queue.end_reception(second, actor=officer)
        queue.mark_absent(first, actor=officer)
        queue.arrive(first, actor=officer)
        first.refresh_from_db()
        assert (first.status, first.queue_no) == (RegistrationStatus.WAITING, 1)


def test_received_citizen_is_a_visit_of_the_head_without_a_petition(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        row = received(officer, open_session(officer), person_count=7)
        visit = Visit.objects.get(pk=row.visit_id)
        assert (visit.host, visit.case_id, visit.person_count, visit.is_crowd) == (VisitHost.HEAD, None, 7, True)
        assert today_of(officer) == Counters(visits=1, persons_received=7, petitions=0, cases=0, crowd_groups=1)
        delegated = received(officer, open_session(officer, host_mode=HostMode.DELEGATED))
        assert Visit.objects.get(pk=delegated.visit_id).host == VisitHost.DELEGATED


def test_queue_moves_only_while_the_session_is_open(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        row = registered(officer, session=a_session(officer))
        Registration.objects.filter(pk=row.pk).update(status=RegistrationStatus.APPROVED)
        with pytest.raises(errors.InvalidTransition):
            queue.arrive(row, actor=officer)


def test_case_made_of_a_visit_and_undone_leaves_every_counter_as_it_was(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        row = received(officer, open_session(officer))
        before = today_of(officer)
        taken = make_case(row, field="land", actor=officer)
        assert taken.before == before
        assert taken.after == Counters(visits=1, persons_received=1, petitions=1, cases=1, crowd_groups=0)
        assert Visit.objects.get().host == VisitHost.HEAD
        case_id = taken.registration.case_id
        undo_case(taken.registration, actor=officer)
        assert today_of(officer) == before
        assert not Case.objects.filter(pk=case_id).exists()
        assert not Petition.objects.exists()
        assert not DueItem.objects.filter(case_id=case_id).exists()
        again = make_case(Registration.objects.get(pk=row.pk), field="land", actor=officer)
        assert again.after == taken.after


def test_joining_a_case_adds_a_petition_and_no_case(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = case_factory.take_in(officer)
        row = received(officer, open_session(officer), people=(BOB,))
        before = today_of(officer)
        taken = make_case(row, field="land", into=case.pk, actor=officer)
        assert taken.after.cases == before.cases
        assert taken.after.petitions == before.petitions + 1
        assert taken.after.visits == before.visits
        undo_case(taken.registration, actor=officer)
        assert today_of(officer) == before
        assert case.petitions.count() == 1
        assert Person.objects.filter(full_name=BOB.full_name).exists()  # of the visit, which stays


def test_case_somebody_works_on_is_not_undone(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        taken = make_case(received(officer, open_session(officer)), field="land", actor=officer)
        case = Case.objects.get(pk=taken.registration.case_id)
        case_factory.note(case, chief)
        with pytest.raises(errors.InvalidTransition):
            undo_case(taken.registration, actor=officer)


def test_denunciation_goes_from_seal_to_seal(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = open_session(officer)
        row = received(officer, session, kind="DENUNCIATION", field="administrative", matter="Cán bộ nhận tiền.")
        visit = Visit.objects.get(pk=row.visit_id)
        assert visit.person_id is None
        assert "nhận tiền" not in visit.summary
        taken = make_case(row, field="administrative", denounced=("Phạm Văn Xấu",), actor=officer)
        case = Case.objects.get(pk=taken.registration.case_id)
        assert case.people.filter(sealed__isnull=False).count() == 1
        assert not Person.objects.filter(full_name="Nguyễn Thị An").exists()


def test_two_clerks_in_one_field_keep_both_texts(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        session = open_session(officer)
        mine = day.save_note(
            session, kind=EntryKind.STEP, step=1, typed="Khai mạc lúc 8 giờ.", version=0, actor=officer
        )
        with pytest.raises(errors.Conflict) as refused:
            day.save_note(session, kind=EntryKind.STEP, step=1, typed="Có 5 người dự.", version=0, actor=chief)
        assert refused.value.facts["text"] == "Khai mạc lúc 8 giờ."
        both = "Khai mạc lúc 8 giờ.\nCó 5 người dự."
        day.save_note(session, kind=EntryKind.STEP, step=1, typed=both, version=mine.version, actor=chief)
        assert MinutesEntry.objects.get().text == both
        # An answer lost on the way: the same words again are one save.
        row = day.save_note(session, kind=EntryKind.STEP, step=1, typed=both, version=mine.version, actor=chief)
        assert row.version == 2


def test_substitute_needs_a_reason(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        who = {"id": "00000000-0000-7000-8000-000000000001", "name": "Công an phường"}
        session = open_session(officer, participants=[who])
        with pytest.raises(errors.Invalid):
            day.attend(session, participant_id=who["id"], attended=True, substitute="Phó trưởng", actor=officer)  # type: ignore[arg-type]
        done = day.attend(
            session,
            participant_id=who["id"],
            attended=True,
            substitute="Phó trưởng",
            reason="Đi họp",
            actor=officer,  # type: ignore[arg-type]
        )
        assert done.participants[0]["substitute"] == "Phó trưởng"


def test_urgent_incident_tells_the_unit_above_without_a_word_of_it(world: World) -> None:
    officer, above = world.actor("w111", "officer"), world.actor("w11", "chairman")
    with world.scope("w111"):
        session = open_session(officer)
        day.report_incident(session, what="Ông B đập bàn.", phase="DURING", is_urgent=True, actor=officer)
        day.report_incident(session, what="Ồn ào.", phase="AFTER", is_urgent=True, actor=officer)
    told = DueItem.objects.get(unit_id=above.unit.id, kind=day.INCIDENT)
    assert "đập bàn" not in str(told.derivation) + told.source
    with world.scope("w11"):
        day.acknowledge_incident(session.pk, actor=above)
        with pytest.raises(errors.NotFound):
            day.acknowledge_incident(session.pk, actor=above)


def test_conclusion_items_gather_in_one_conclusion(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = open_session(officer)
        row = received(officer, session)
        day.conclude_item(session, ItemData(text="Đo lại thửa đất."), registration=row, actor=officer)
        day.conclude_item(session, ItemData(text="Trả lời bằng văn bản."), actor=officer)
        made = Conclusion.objects.get()
        assert [task.registration_id for task in made.tasks.order_by("order")] == [row.pk, None]


def test_minutes_are_drafted_read_and_signed(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = open_session(officer)
        row = received(officer, session)
        day.save_note(
            session, kind=EntryKind.STATEMENT, registration_id=row.pk, typed="Xin đo lại.", version=0, actor=officer
        )
        queue.say(row, agreement="PARTLY", outcome="Chờ đo lại.", actor=officer)
        paper = day.draft_minutes(session, actor=officer)
        told = str(paper.body)
        assert "Xin đo lại." in told
        assert "Đồng ý một phần" in told
        assert day.draft_minutes(session, actor=officer).pk == paper.pk
        with pytest.raises(errors.Invalid):
            day.record_reading(session, was_read=True, signed="REFUSED", actor=officer)
        done = day.record_reading(session, was_read=True, signed="ALL", actor=officer)
        assert {one["code"] for one in done.checklist} == {"minutes_read", "minutes_signed"}


def test_each_citizen_signs_the_own_statement_or_says_why_not(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = open_session(officer)
        first, second = waiting(officer, session), waiting(officer, session, people=(BOB,))
        with pytest.raises(errors.InvalidTransition):
            queue.sign(first, signing="SIGNED", actor=officer)
        for row in (first, second):
            queue.begin_reception(row, actor=officer)
            day.save_note(
                session, kind=EntryKind.STATEMENT, registration_id=row.pk, typed="Xin đo lại.", version=0, actor=officer
            )
            queue.end_reception(row, actor=officer)
        queue.sign(first, signing="SIGNED", actor=officer)
        with pytest.raises(errors.Invalid) as silent:
            queue.sign(second, signing="REFUSED", actor=officer)
        assert "note" in silent.value.fields
        queue.sign(second, signing="REFUSED", note="Chờ luật sư", actor=officer)
        told = str(day.draft_minutes(session, actor=officer).body)
        assert f"{ALICE.full_name}: Công dân đã nghe đọc lại và ký phần ý kiến của mình." in told
        assert f"{BOB.full_name}: Công dân đã nghe đọc lại, không ký phần ý kiến của mình: Chờ luật sư." in told
        with pytest.raises(errors.Invalid) as everybody:
            day.record_reading(session, was_read=True, signed="ALL", actor=officer)
        assert everybody.value.code == "somebody_refused"
        day.record_reading(session, was_read=True, signed="SOME", note="Bà Bình không ký", actor=officer)


def test_a_statement_written_on_after_it_was_signed_is_to_be_read_again(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = open_session(officer)
        row = waiting(officer, session)
        queue.begin_reception(row, actor=officer)
        entry = day.save_note(
            session, kind=EntryKind.STATEMENT, registration_id=row.pk, typed="Xin đo lại.", version=0, actor=officer
        )
        queue.sign(row, signing="SIGNED", actor=officer)
        assert not day_page(officer, session.pk).queue[0].is_changed
        day.save_note(
            session, kind=EntryKind.STATEMENT, registration_id=row.pk, typed="Xin đo lại. Và trả đất.",
            version=entry.version, actor=officer,
        )  # fmt: skip
        assert day_page(officer, session.pk).queue[0].is_changed
    address = f"/u/w111/desk/receptions/{session.pk}/reception/"
    browser = world.client("w111", "officer")
    assert "ghi thêm sau khi ký, phải đọc lại" in browser.get(address).content.decode()
    step = f"/u/w111/desk/receptions/registrations/{row.pk}/signing/"
    assert "Xin đo lại. Và trả đất." in browser.get(step).content.decode()
    assert browser.post(step, {"signing": "REFUSED", "note": ""}).status_code == 422
    assert browser.post(step, {"signing": "SIGNED", "note": ""}).status_code == 303
    assert "Công dân đã ký bản ghi." in browser.get(address).content.decode()


def test_other_line_writes_nothing(world: World) -> None:
    officer, secretary = world.actor("w111", "officer"), world.actor("w111", "secretary")
    with world.scope("w111"):
        session = open_session(officer)
        row = waiting(officer, session)
        with pytest.raises(errors.NotFound):
            queue.call(row, actor=secretary)
        with pytest.raises(errors.NotFound):
            day.save_note(session, kind=EntryKind.STEP, step=1, typed="x", version=0, actor=secretary)


def test_five_counters_count_visits_without_petitions(world: World) -> None:
    from tenants.cases.actions.visits import VisitData, enter_visit
    from tests.factories.cases import ALICE

    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        enter_visit(
            VisitData(purpose=VisitPurpose.ADVICE, visited_on=clock.today(), person=ALICE, summary="Hỏi thủ tục."),
            actor=officer,
        )
        intake.take_in(case_factory.petition(), actor=officer)
        assert today_of(officer) == Counters(visits=2, persons_received=2, petitions=1, cases=1, crowd_groups=0)
