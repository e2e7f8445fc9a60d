"""The seal: who denounces is in no table, list, search, lookup or log; a head who is denounced never learns of it."""

import json
from dataclasses import replace

import pytest
from django.db import connection

from exchange import custody, delivery
from exchange.models import Envelope
from kernel import clock, errors
from kernel.journal.models import Event
from oversight.models import CaseCard
from tenants.cases import policies, queries
from tenants.cases.actions import sealing as unsealing
from tenants.cases.enums import Capacity, CaseKind, CaseStatus, Origin
from tenants.cases.models import Case, CasePerson, Person
from tenants.cases.queries import CaseFilters
from tenants.cases.rules import sealing
from tests.cases.test_intake import figures
from tests.factories import cases as make
from tests.world import World

DENOUNCER = make.PersonData(
    full_name="Kim Ngân Độc Nhất", address="Số 7 ngõ Vô Danh", id_number="001199887766", phone="0988776655"
)
MARKS = ("Độc Nhất", "doc nhat", "Vô Danh", "001199887766", "0988776655")


def rows_of_schema(schema: str) -> str:
    """Every row of every table of a schema as text."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{schema}"."{table}" t')
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


def assert_nowhere(*texts: str) -> None:
    for text in texts:
        for mark in MARKS:
            assert mark not in text
            assert json.dumps(mark)[1:-1] not in text


def test_denouncer_stands_in_no_row_of_unit_or_public(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = make.take_in(officer, kind=CaseKind.DENUNCIATION, people=(DENOUNCER,))
        assert_nowhere(rows_of_schema(officer.unit.schema), rows_of_schema("public"))
        row = case.people.get(capacity=Capacity.PETITIONER)
        assert row.person is None
        assert sealing.unseal(bytes(row.sealed or b""), unit_id=officer.unit.id, case_id=case.pk) == DENOUNCER
        assert case.people.get(capacity=Capacity.DENOUNCED).person is not None


def test_denouncer_is_in_no_list_search_lookup_or_page(world: World) -> None:
    officer, secretary = world.actor("w111", "officer"), world.actor("w111", "secretary")
    with world.scope("w111"):
        case = make.take_in(officer, kind=CaseKind.DENUNCIATION, people=(DENOUNCER,))
        for words in ("Kim Ngân", "doc nhat", "001199887766", "vo danh"):
            assert not queries.case_list(secretary, CaseFilters(text=words)).exists()
            assert queries.people_lookup(officer, words) == []
        page = queries.case_page(secretary, case.pk)
        (row,) = queries.case_rows(secretary, [case])
        assert_nowhere(repr(page.people), repr(page.timeline), repr(row), repr(page.case.__dict__))
        assert row.people == ""
        assert page.senders[0].is_sealed
        assert queries.case_list(secretary, CaseFilters(text="Phạm Văn Xấu")).get() == case


def test_the_denounced_is_not_offered_as_a_citizen(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        make.take_in(officer, kind=CaseKind.DENUNCIATION)
        make.take_in(officer, people=(make.BOB,), denounced=("Hoàng Văn Bị Kiện",))
        assert queries.people_lookup(officer, "Xấu") == []
        assert queries.people_lookup(officer, "Bị Kiện") == []
        assert [hit.full_name for hit in queries.people_lookup(officer, "binh tay")] == [make.BOB.full_name]


def test_unsealing_needs_the_right_and_a_reason_and_is_logged(world: World) -> None:
    officer, secretary = world.actor("w111", "officer"), world.actor("w111", "secretary")
    with world.scope("w111"):
        case = make.take_in(officer, kind=CaseKind.DENUNCIATION, people=(DENOUNCER,))
        for name in ("officer", "chief"):
            with pytest.raises(errors.NotPermitted):
                unsealing.unseal_case(case, reason="Muốn biết.", actor=world.actor("w111", name))
        with pytest.raises(errors.Invalid):
            unsealing.unseal_case(case, reason=" ", actor=secretary)
        assert unsealing.unseal_case(case, reason="Gặp người tố cáo để xác minh.", actor=secretary) == [DENOUNCER]
        event = Event.objects.get(kind="identity_unsealed")
        assert (event.actor_id, event.data["reason"], event.is_internal) == (
            secretary.account_id,
            "Gặp người tố cáo để xác minh.",
            True,
        )
        assert_nowhere(rows_of_schema(secretary.unit.schema))


def test_grant_opens_one_identity_to_one_handler_for_a_time(world: World) -> None:
    officer, secretary, handler = (world.actor("w111", name) for name in ("officer", "secretary", "handler"))
    assert handler.account_id
    with world.scope("w111"):
        case = make.take_in(officer, kind=CaseKind.DENUNCIATION, people=(DENOUNCER,))
        other = make.take_in(officer, kind=CaseKind.DENUNCIATION)
        unsealing.grant_access(
            case, to=handler.account_id, until=clock.today(), reason="Xác minh.", actor=secretary, with_identity=True
        )
        assert unsealing.unseal_case(case, reason="Hẹn gặp.", actor=handler) == [DENOUNCER]
        with pytest.raises(errors.NotFound):
            unsealing.unseal_case(other, reason="Hẹn gặp.", actor=handler)
        unsealing.revoke_access(case, account_id=handler.account_id, actor=secretary)
        with pytest.raises(errors.NotFound):
            unsealing.unseal_case(case, reason="Hẹn gặp.", actor=handler)


def test_office_chief_cannot_grant_what_only_the_head_may(world: World) -> None:
    chief, handler = world.actor("w111", "chief"), world.account("w111", "handler")
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION)
        with pytest.raises(errors.NotPermitted):
            unsealing.grant_access(case, to=handler, until=None, reason="Xác minh.", actor=chief, with_identity=True)


def test_sealed_bytes_open_only_for_their_unit_and_case(world: World) -> None:
    first, second = make.petition().people[0], DENOUNCER
    with world.scope("w111"):
        case = make.take_in(world.actor("w111", "officer"))
        unit = world.unit("w111").id
        blob = sealing.seal(first, unit_id=unit, case_id=case.pk)
        assert blob != sealing.seal(first, unit_id=unit, case_id=case.pk)
        for wrong in (
            {"unit_id": unit + 1, "case_id": case.pk},
            {"unit_id": unit, "case_id": world.account("w111", "officer").pk},
        ):
            with pytest.raises(sealing.SealBroken):
                sealing.unseal(blob, **wrong)  # type: ignore[arg-type]
        with pytest.raises(sealing.SealBroken):
            sealing.unseal(blob[:-1] + bytes([blob[-1] ^ 1]), unit_id=unit, case_id=case.pk)
        moved = sealing.reseal(blob, from_unit=unit, to_unit=unit + 1, case_id=case.pk)
        assert sealing.unseal(moved, unit_id=unit + 1, case_id=case.pk) == first
        assert sealing.digest(moved, unit_id=unit + 1, case_id=case.pk) == sealing.digest(
            blob, unit_id=unit, case_id=case.pk
        )
        assert sealing.digest(blob, unit_id=unit, case_id=case.pk) != sealing.digest(
            sealing.seal(second, unit_id=unit, case_id=case.pk), unit_id=unit, case_id=case.pk
        )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("content", "Tôi là KIM NGÂN ĐỘC NHẤT, xin tố cáo."),
        ("place", "Nhà bà Kim Ngan Doc Nhat"),
        ("content", "Gọi 0988776655 để hẹn."),
    ],
)
def test_content_that_names_the_denouncer_is_refused(world: World, field: str, text: str) -> None:
    with world.scope("w111"), pytest.raises(errors.Invalid) as refused:
        make.receipt(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION, people=(DENOUNCER,), **{field: text})
    assert field in refused.value.fields


# -- a denunciation against the head


def against_head(world: World, **changes: object) -> make.TakenIn:
    officer, chairman = world.actor("w111", "officer"), world.account("w111", "chairman")
    data = make.petition(CaseKind.DENUNCIATION, people=(DENOUNCER,), denounced=(), denounced_heads=(chairman.pk,))
    return make.receipt(officer, replace(data, **changes))


@pytest.mark.parametrize("name", ["officer", "handler", "chief", "chairman", "secretary", "admin"])
def test_denunciation_against_the_head_exists_for_nobody_in_the_unit(world: World, name: str) -> None:
    with world.scope("w111"):
        taken = against_head(world)
        assert taken.sealed
        actor = world.actor("w111", name)
        case = make.found(taken.case_id)
        with pytest.raises(errors.NotFound):
            policies.get_case(actor, taken.case_id)
        assert not queries.case_list(actor).exists()
        assert not queries.case_list(actor, CaseFilters(text=taken.number)).exists()
        assert all(not policies.may(actor, verb, case).ok for verb in policies.VERBS)
        with pytest.raises(errors.NotFound):
            unsealing.unseal_case(case, reason="Xem.", actor=actor)


def test_who_typed_it_keeps_the_number_and_nothing_else(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        taken = against_head(world)
        kept = queries.receipt(officer, taken.case_id)
        assert (kept.number, kept.case, kept.is_sealed) == (taken.number, None, True)
        assert [receipt.number for receipt in queries.sealed_receipts(officer)] == [taken.number]
        assert queries.sealed_receipts(chief) == []
        with pytest.raises(errors.NotFound):
            queries.receipt(chief, taken.case_id)


def test_sealed_case_is_in_no_figure_page_or_lookup_of_the_ward(world: World) -> None:
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        against_head(world)
        assert figures("w111") == {}
        today = clock.today()
        assert queries.counters(officer.unit, today, today).petitions == 0
        assert queries.counters(officer.unit, today, today).visits == 0
        assert all(row.open == 0 for row in queries.workload(chief))
        page = queries.today(chief)
        assert (page.unassigned.count, page.overdue.count, page.sealed) == (0, 0, [])
        assert queries.people_lookup(officer, DENOUNCER.full_name) == []
        chairman = world.account("w111", "chairman")
        assert queries.people_lookup(officer, chairman.full_name) == []


def test_log_of_the_ward_tells_only_the_number(world: World) -> None:
    with world.scope("w111"):
        taken = against_head(world)
        event = Event.objects.get(kind="case_taken_in")
        assert event.data == {"number": taken.number, "is_sealed": True}
        chairman = world.account("w111", "chairman")
        everything = "\n".join(str(event.data) for event in Event.objects.all())
        assert chairman.full_name not in everything
        assert "bồi thường" not in everything
        assert "Tố cáo" not in everything


def test_a_name_typed_like_the_heads_seals_too(world: World) -> None:
    chairman = world.account("w111", "chairman")
    with world.scope("w111"):
        typed = f"ông {chairman.full_name.upper()}, chủ tịch phường"
        assert against_head(world, denounced_heads=(), denounced=(typed,)).sealed
        assert not against_head(world, denounced_heads=(), denounced=("Ông Nguyễn Văn Khác",)).sealed


def test_a_stranger_named_as_head_is_refused(world: World) -> None:
    with world.scope("w111"), pytest.raises(errors.Invalid) as refused:
        against_head(world, denounced_heads=(world.account("w112", "chairman").pk,))
    assert "denounced_heads" in refused.value.fields


def test_superior_gets_it_with_the_identity_sealed_anew(world: World) -> None:
    with world.scope("w111"):
        taken = against_head(world)
        envelope = Envelope.objects.get(case_id=taken.case_id)
        assert (envelope.to_unit, envelope.is_sealed_up) == (world.unit("w11").id, True)
    delivery.deliver_waiting(taken.case_id)
    chairman = world.actor("w11", "chairman")
    with world.scope("w11"):
        case = policies.get_case(chairman, taken.case_id)
        assert (case.origin, case.status, case.is_sealed) == (Origin.RECEIVED, CaseStatus.RECEIVED, False)
        row = CasePerson.objects.get(case=case, capacity=Capacity.PETITIONER)
        assert sealing.unseal(bytes(row.sealed or b""), unit_id=chairman.unit.id, case_id=case.pk) == DENOUNCER
        assert custody.get(case.pk).answering_unit == chairman.unit.id
        assert_nowhere(rows_of_schema(chairman.unit.schema))
    assert figures("w111") == {}
    assert figures("w11")["open"] == 1
    assert CaseCard.objects.get(case_id=taken.case_id).handling_unit_id == chairman.unit.id


def test_same_request_twice_seals_once(world: World) -> None:
    from tenants.cases.actions import intake

    officer, chairman = world.actor("w111", "officer"), world.account("w111", "chairman")
    data = make.petition(CaseKind.DENUNCIATION, people=(DENOUNCER,), denounced=(), denounced_heads=(chairman.pk,))
    with world.scope("w111"):
        first = intake.take_in(data, actor=officer, once_key="k")
        second = intake.take_in(data, actor=officer, once_key="k")
        assert (second.number, second.sealed) == (first.number, True)
        assert Case.objects.count() == 1
        assert Person.objects.count() == 1


def test_without_a_superior_on_the_platform_it_goes_on_paper_and_stays_unseen(world: World) -> None:
    officer, chairman, secretary = (
        world.actor("w1", "officer"),
        world.account("w1", "chairman"),
        world.actor("w1", "secretary"),
    )
    with world.scope("w1"):
        taken = make.receipt(
            officer, kind=CaseKind.DENUNCIATION, people=(DENOUNCER,), denounced=(), denounced_heads=(chairman.pk,)
        )
        held = custody.get(taken.case_id)
        assert (held.outside, held.transit_id) == (True, None)
        inbox = queries.inbox(secretary)
        assert (inbox.on_paper, inbox.count) == ([], 0)
        with pytest.raises(errors.NotFound):
            policies.get_case(secretary, taken.case_id)
    assert figures("w1") == {}
