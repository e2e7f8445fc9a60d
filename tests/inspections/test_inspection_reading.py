"""The team of an inspection reads exactly the cases in scope, while it lasts, and every reading stands in the inspected unit's log."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import delivery
from identity import tokens
from identity.models import Membership, Token
from identity.permissions import TOKEN_SCOPES
from identity.roles import Role
from kernel import clock
from kernel.active import schema_name
from kernel.journal.models import Event
from tenants.cases.actions import sealing, working
from tenants.cases.models import CaseGrant
from tenants.documents.models import Letter
from tenants.inspections.actions import inspection_concluding as concluding
from tenants.inspections.actions import inspection_working
from tenants.inspections.receivers import InspectionLetters
from tests.census.stage import DENOUNCER, pdf
from tests.factories import cases
from tests.factories import inspections as make
from tests.isolation.markers import traces
from tests.world import Browser, World

DESK, API = "/u/w111/desk/", "/u/w111/api/v1/"
LOG = f"{DESK}oversight/inspections/received/"


def taken(world: World, **changes: Any) -> Any:
    with world.scope("w111"):
        return cases.take_in(world.actor("w111", "officer"), **changes)


def program(world: World, who: str, key: str = "w1") -> Browser:
    """With a token of the person's own unit."""
    secret = tokens.new_secret()
    Token.objects.create(
        account=world.account(key, who), unit_id=world.unit(key).id, name="t", prefix=secret[:9],
        digest=tokens.digest(secret), scopes=sorted(TOKEN_SCOPES), expires_at=clock.now() + timedelta(days=30),
    )  # fmt: skip
    return Browser(HTTP_AUTHORIZATION=f"Bearer {secret}")


def text(answer: Any, status: int = 200) -> str:
    body = str(b"".join(answer) if answer.streaming else answer.content.decode())
    assert answer.status_code == status, body[:2000]
    return body


@pytest.fixture
def ward(world: World) -> dict[str, Any]:
    """Two complaints and a denunciation in scope, a reflection outside it, and what is sealed from the ward."""
    officer = world.actor("w111", "officer")
    mine = {"case": taken(world), "second": taken(world), "outside": taken(world, kind="REFLECTION")}
    mine["denunciation"] = taken(world, kind="DENUNCIATION", people=(DENOUNCER,))
    with world.scope("w111"):
        mine["file"] = working.add_attachment(mine["case"], upload=pdf("don.pdf"), is_internal=False, actor=officer)
        inside = working.add_attachment(mine["case"], upload=pdf("noi-bo.pdf"), is_internal=True, actor=officer)
        mine["inside"] = inside
        hand = working.add_attachment(mine["denunciation"], upload=pdf("tay.pdf"), is_internal=False, actor=officer)
        mine["hand"] = hand
        cases.note(cases.found(mine["case"].pk), officer, "Ý-KIẾN-NỘI-BỘ", is_internal=True)
        head = world.account("w111", "chairman").pk
        sealed = cases.receipt(officer, kind="DENUNCIATION", people=(DENOUNCER,), denounced=(), denounced_heads=(head,))
        mine["sealed"] = sealed.case_id
    delivery.deliver_waiting()
    return mine


def page(case: Any, rest: str = "") -> str:
    return f"{DESK}cases/{getattr(case, 'pk', case)}/{rest}"


def test_team_reads_exactly_the_scope_and_nothing_else_of_the_unit(world: World, ward: dict[str, Any]) -> None:
    row = make.announced(world, kinds=("COMPLAINT", "DENUNCIATION"), deliver=False)
    reader = world.client("w1", make.HEAD)
    assert reader.get(page(ward["case"])).status_code == 404, "nothing is read before the unit has it in its own log"
    delivery.deliver_waiting()
    later = taken(world)
    assert {one["number"] for one in row.cases} == {ward[name].number for name in ("case", "second", "denunciation")}

    shown = text(reader.get(page(ward["case"])))
    assert "Nguyễn Thị An" in shown
    assert "Ý-KIẾN-NỘI-BỘ" not in shown
    assert "noi-bo.pdf" not in shown
    assert "Mã tra cứu" not in shown
    hidden = text(reader.get(page(ward["denunciation"])))
    assert not any(word in hidden for word in (DENOUNCER.full_name, DENOUNCER.address, DENOUNCER.id_number, "tay.pdf"))
    assert text(reader.get(page(ward["case"], f"attachments/{ward['file'].pk}/")))
    listed = text(reader.get(f"{DESK}cases/"))
    assert [name for name in ("case", "second", "denunciation", "outside") if ward[name].number in listed] == [
        "case", "second", "denunciation",
    ]  # fmt: skip
    assert later.number not in listed
    searched = text(reader.get(f"{DESK}cases/?q={ward['outside'].number}"))
    assert "Không có vụ việc nào khớp" in searched
    sheet = text(reader.get(f"{DESK}cases/export/csv/"))
    assert (ward["case"].number in sheet, later.number in sheet, ward["outside"].number in sheet) == (
        True,
        False,
        False,
    )

    nowhere = [
        page(ward["outside"]), page(later), page(ward["sealed"]), page(ward["case"], "unsealing/"), page(ward["denunciation"], "unsealing/"),
        page(ward["case"], f"attachments/{ward['inside'].pk}/"), page(ward["denunciation"], f"attachments/{ward['hand'].pk}/"),
        page(ward["case"], "note/"), page(ward["case"], "receipt/"), DESK, f"{DESK}inbox/", f"{DESK}tasks/", f"{DESK}oversight/",
        f"{DESK}documents/", f"{DESK}cases/new/", f"{DESK}cases/filters/", f"{DESK}help/", f"{LOG}{row.pk}/readings/",
        "/u/w112/desk/cases/", f"/u/w112/desk/cases/{ward['case'].pk}/",
    ]  # fmt: skip
    assert {path: reader.get(path).status_code for path in nowhere} == dict.fromkeys(nowhere, 404)
    assert reader.post(page(ward["case"], "note/"), {"text": "x"}).status_code == 404
    assert world.client("w1", "chairman").get(page(ward["case"])).status_code == 404, "only who is in the team"
    one_step = Browser()
    one_step.force_login(world.account("w1", make.HEAD), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert one_step.get("/u/w1/desk/oversight/inspections/").status_code == 200
    sent_away = one_step.get(page(ward["case"]))
    assert (sent_away.status_code, "second-factor" in sent_away["Location"]) == (303, True), (
        "another unit's dossiers need two steps"
    )


def test_call_with_a_token_of_the_own_unit_reads_the_same(world: World, ward: dict[str, Any]) -> None:
    make.announced(world, kinds=("COMPLAINT",))
    reader = program(world, make.OTHER)
    numbers = {one["number"] for one in reader.get(f"{API}cases/").json()["results"]}
    assert numbers == {ward["case"].number, ward["second"].number}
    case = f"{API}cases/{ward['case'].pk}/"
    assert reader.get(case).json()["number"] == ward["case"].number
    told = reader.get(f"{case}events/").json()
    assert not [one for one in told if one["is_internal"]]
    assert [one["name"] for one in reader.get(f"{case}attachments/").json()] == ["don.pdf"]
    nowhere = [
        f"{API}cases/{ward['outside'].pk}/", f"{case}attachments/{ward['inside'].pk}/", f"{API}tasks/", f"{API}inspections/",
    ]  # fmt: skip
    assert {path: reader.get(path).status_code for path in nowhere} == dict.fromkeys(nowhere, 404)
    assert reader.post(f"{API}cases/", {}, content_type="application/json").status_code == 404
    with world.scope("w111"):
        seen = Event.objects.filter(kind="inspection_read", case_id=ward["case"].pk)
        assert sorted(seen.values_list("data__page", flat=True)) == ["AttachmentsView", "CaseEventsView", "CaseView"]


def test_member_taken_out_the_day_after_and_the_conclusion_end_the_reading(world: World, ward: dict[str, Any]) -> None:
    row = make.under_way(world)
    head, other = world.client("w1", make.HEAD), world.client("w1", make.OTHER)
    assert [one.get(page(ward["case"])).status_code for one in (head, other)] == [200, 200]
    chief = world.actor("w1", "chief")
    with world.scope("w1"):
        inspection_working.change_team(
            row.pk, remove=[world.account("w1", make.OTHER).pk], why="Đổi việc.", actor=chief
        )
    assert other.get(page(ward["case"])).status_code == 404, "at once, before the letter has arrived"
    assert other.get(f"{DESK}cases/").status_code == 404
    assert other.get(f"/u/w1/desk/oversight/inspections/{row.pk}/").status_code == 404
    with world.scope("w111"):
        assert CaseGrant.objects.filter(user_id=world.account("w1", make.OTHER).pk).exists()
    delivery.deliver_waiting()
    with world.scope("w111"):
        assert not CaseGrant.objects.filter(user_id=world.account("w1", make.OTHER).pk).exists()
    assert row.ends_on is not None
    with clock.at(row.ends_on):
        assert world.client("w1", make.HEAD).get(page(ward["case"])).status_code == 200, "the last day counts"
    with clock.at(row.ends_on + timedelta(days=1)):
        assert world.client("w1", make.HEAD).get(page(ward["case"])).status_code == 404
        with world.scope("w111"):
            sealing.delete_ended_grants()
            assert not CaseGrant.objects.filter(inspection_id=row.pk).exists()


def test_conclusion_and_the_end_of_a_role_stop_the_reading(world: World, ward: dict[str, Any]) -> None:
    row = make.under_way(world)
    head = world.client("w1", make.HEAD)
    role = Membership.objects.get(account=world.account("w1", make.HEAD), role=Role.INSPECTOR)
    Membership.objects.filter(pk=role.pk).update(ended_at=clock.now())
    assert head.get(page(ward["case"])).status_code == 404
    Membership.objects.filter(pk=role.pk).update(ended_at=None)
    assert head.get(page(ward["case"])).status_code == 200
    with world.scope("w1"):
        concluding.conclude_inspection(
            row.pk, number="20/KL-TTr", concluded_on=clock.today(), signer="Chánh Thanh tra", result="Chưa đủ ngày.",
            proposed=concluding.Punished(persons=1), actor=world.actor("w1", "chief"),
        )  # fmt: skip
    assert head.get(page(ward["case"])).status_code == 404
    delivery.deliver_waiting()
    with world.scope("w111"):
        assert not CaseGrant.objects.filter(inspection_id=row.pk).exists()


def test_every_grant_and_reading_is_told_to_the_head_of_the_inspected_unit(world: World, ward: dict[str, Any]) -> None:
    row = make.announced(world, kinds=("COMPLAINT",))
    reader = world.client("w1", make.HEAD)
    for path in (page(ward["case"]), page(ward["second"]), f"{DESK}cases/"):
        reader.get(path)
    with world.scope("w111"):
        letter = Letter.objects.get(topic="INSPECTION")
        before = Event.objects.count()
        InspectionLetters().arrived(letter, actor=world.actor("w111", "chief"))
        assert Event.objects.count() == before, "the same letter again changes nothing"
    log = f"{LOG}{row.pk}/readings/"
    told = text(world.client("w111", "chairman").get(log))
    name = world.account("w1", make.HEAD).full_name
    assert told.count(f'<th scope="row">{name}</th>') == 3
    assert "Cho đoàn đọc đến hết" in told
    assert ward["case"].number in told
    asked = {
        who: world.client("w111", who).get(log).status_code
        for who in ("chief", "officer", "handler", "secretary", "admin")
    }
    assert asked == {"chief": 200, "officer": 403, "handler": 403, "secretary": 404, "admin": 403}
    api = program(world, "chairman", "w111").get(f"{API}inspections-received/{row.pk}/readings/").json()
    assert [one["who"] for one in api["results"]].count(name) == 3
    assert "Thanh tra theo Quyết định số 15/QĐ-TTr" in text(world.client("w111", "officer").get(page(ward["case"])))


def test_nothing_outside_the_ward_tells_of_its_citizens(world: World, ward: dict[str, Any]) -> None:
    row = make.under_way(world)
    reader = world.client("w1", make.HEAD)
    assert cases.ALICE.full_name in text(reader.get(page(ward["case"])))
    reader.get(f"{DESK}cases/?q={cases.ALICE.full_name}")
    marks = [cases.ALICE.full_name, cases.ALICE.address, DENOUNCER.full_name, ward["case"].content]
    found: list[str] = []
    with connection.cursor() as cursor:
        for schema in ("public", schema_name(world.unit("w1").id)):
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT t::text FROM {schema}."{table}" t')
                found += [one for (line,) in cursor.fetchall() for one in traces(marks, line, table)]
    assert found == []
    shown = text(world.client("w1", "chief").get(f"/u/w1/desk/oversight/inspections/{row.pk}/"))
    assert ward["case"].number in shown
    assert not list(traces(marks, shown, "the page of the unit that inspects"))


def test_reading_costs_the_same_for_one_case_and_for_many(world: World) -> None:
    for n in range(3):
        taken(world, content=f"Đơn {n}.")
    make.announced(world)
    reader = world.client("w1", make.HEAD)
    reader.get(f"{DESK}cases/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        reader.get(f"{DESK}cases/?q=Đơn 1")
    with CaptureQueriesContext(connection) as many:
        reader.get(f"{DESK}cases/")
    assert abs(len(few) - len(many)) <= 1
