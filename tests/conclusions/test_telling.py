"""What leaves the house with a step of a task: the citizen hears of an extension, who is urged hears of it, four have the answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from identity.models import Account
from kernel import clock, errors
from registry.levels import Line
from tenants.conclusions.actions import finishing, tasks
from tenants.conclusions.actions.telling import reach_of
from tenants.conclusions.enums import HowAnswered, Source
from tenants.conclusions.models import Task
from tenants.conclusions.queries.today import contribute
from tenants.conclusions.rules.contacts import mail_in, phone_in
from tenants.conclusions.rules.recipients import Sent
from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Notice
from tenants.receptions.models import Registration
from tenants.staff.models import Body
from tests.api.test_cases import Caller
from tests.factories import conclusions as make
from tests.factories import dialogues, receptions
from tests.world import World

DESK = "/u/w111/desk/"
FOUR = ("PLACE", "PERSON", "LEADERS", "CHAIR")


@pytest.fixture
def ward(world: World) -> Iterator[World]:
    with world.scope("w111"):
        yield world


@pytest.fixture
def lead(ward: World) -> Body:
    return make.body(ward.actor("w111", "admin"))


def of_citizen(ward: World, lead: Body, **changes: Any) -> Task:
    """A task whose citizen registered with a mail address."""
    session = receptions.session_on(ward.actor("w111", "chairman"), clock.today() + timedelta(days=9), Line.GOVERNMENT)
    person = {"full_name": "Nguyễn Thị An", "address": "Số 5, Khóm 3", "email": "an@vidu.vn"}
    row = receptions.registration(session, **{"people": [person], **changes})
    return make.task(ward.actor("w111", "chief"), lead, registration_id=row.pk)


def extend(task: Task, ward: World, **more: Any) -> Task:
    assert task.due_on is not None
    told = {"to": task.due_on + timedelta(days=9), "reason": "Chờ kết quả đo đạc.", "responsible": "Tổ địa chính"}
    return tasks.extend_task(task, **{**told, **more}, actor=ward.actor("w111", "chief"))


def about(task: Task, matter: str) -> list[Notice]:
    return list(Notice.objects.about(Subject.TASK, task.pk).filter(matter=matter).order_by("id"))


def test_extension_writes_the_citizen_the_new_date_the_reason_and_who_answers(ward: World, lead: Body) -> None:
    task = of_citizen(ward, lead)
    first = task.due_on
    later = extend(task, ward, channel=NoticeChannel.EMAIL)
    (notice,) = about(task, "extension")
    assert (notice.recipient_name, notice.address, notice.status) == ("Nguyễn Thị An", "an@vidu.vn", "WAITING")
    for words in (f"{first:%d/%m/%Y}", f"{later.due_on:%d/%m/%Y}", "Chờ kết quả đo đạc.", "Tổ địa chính", task.text):
        assert words in notice.text
    assert later.extensions[0]["told"]["how"] == "Thư điện tử"


def test_extension_of_a_matter_with_protection_says_nothing_of_it(ward: World, lead: Body) -> None:
    task = of_citizen(ward, lead, asks_protection=True)
    extend(task, ward, channel=NoticeChannel.POST)
    (notice,) = about(task, "extension")
    assert notice.is_neutral
    assert task.text not in notice.title + notice.text
    assert "Chờ kết quả" not in notice.text


def test_extension_of_a_sealed_registration_goes_by_hand_under_its_number(ward: World, lead: Body) -> None:
    task = of_citizen(ward, lead, people=[], sealed=b"x", number="DK-7")
    with pytest.raises(errors.Invalid, match="Không có địa chỉ"):
        extend(task, ward, channel=NoticeChannel.POST)
    extend(task, ward, channel=NoticeChannel.HAND)
    (notice,) = about(task, "extension")
    assert "DK-7" in notice.recipient_name
    assert (notice.is_neutral, notice.address) == (True, "")


def test_extension_by_a_channel_without_an_address_changes_nothing(ward: World, lead: Body) -> None:
    task = of_citizen(ward, lead, people=[{"full_name": "Ông Tư"}])
    for channel in (NoticeChannel.EMAIL, NoticeChannel.PHONE, "PIGEON"):
        with pytest.raises(errors.Invalid) as refused:
            extend(task, ward, channel=channel)
        assert set(refused.value.fields) == {"channel"}
    assert make.found(task.pk).due_on == task.due_on
    assert about(task, "extension") == []


def test_extension_where_nobody_is_known_is_told_by_hand_and_recorded(ward: World, lead: Body) -> None:
    task = make.task(ward.actor("w111", "chief"), lead)
    with pytest.raises(errors.Invalid, match="Chưa rõ công dân"):
        extend(task, ward, channel=NoticeChannel.HAND)
    with pytest.raises(errors.Invalid) as refused:
        extend(task, ward)
    assert set(refused.value.fields) == {"how_told"}
    assert extend(task, ward, how_told="CV 30/UBND").extensions[0]["told"]["how"] == "CV 30/UBND"


def test_urging_reaches_the_officer_by_mail_and_on_the_start_page(ward: World, lead: Body) -> None:
    chief, handler = ward.actor("w111", "chief"), ward.actor("w111", "handler")
    Account.objects.filter(pk=handler.account_id).update(email="xu.ly@vidu.vn")
    task = make.task(chief, lead, officer=handler.account_id, due_on=clock.today() + timedelta(days=60))
    assert contribute(handler)[0].lines == []
    tasks.urge_task(task, text="Đề nghị báo cáo trước thứ Sáu.", actor=chief)
    (notice,) = about(task, "task_urged")
    assert (notice.address, notice.account_id, notice.channel) == ("xu.ly@vidu.vn", handler.account_id, "EMAIL")
    assert f"/desk/tasks/{task.pk}/" in notice.text
    (line,) = contribute(handler)[0].lines
    assert (line.tone, line.chip) == ("late", "đôn đốc lần 1")
    tasks.report_progress(make.found(task.pk), text="Đã xong nửa.", actor=handler)
    assert contribute(handler)[0].lines == []


@pytest.mark.parametrize(
    ("contact", "channel", "address"),
    [
        ("Ông Tư, tu@vidu.vn, 0912 000 009", NoticeChannel.EMAIL, "tu@vidu.vn"),
        ("Ông Tư, 0912 000 009", NoticeChannel.PHONE, "0912 000 009"),
        ("Ông Tư", NoticeChannel.HAND, ""),
    ],
)
def test_urging_reaches_a_body_without_an_account_as_its_contact_tells(
    ward: World, lead: Body, contact: str, channel: str, address: str
) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead, contact=contact)
    reach = reach_of(task)
    assert (reach.channel, reach.address, reach.name) == (channel, address, "Tổ địa chính")
    tasks.urge_task(task, text="Đề nghị báo cáo.", actor=chief)
    (notice,) = about(task, "task_urged")
    assert (notice.channel, notice.address, notice.body_id) == (channel, address, lead.pk)
    assert notice.status == NoticeStatus.WAITING


def test_contact_lines_give_mail_and_telephone() -> None:
    assert mail_in("Bà Sáu", "sau.le@xa.vidu.vn; 02963 123 456") == "sau.le@xa.vidu.vn"
    assert phone_in("Khóm 3, số 15", "+84 912 000 009.") == "+84 912 000 009"
    assert (mail_in("Ông Tư"), phone_in("thửa 15 tờ 3")) == ("", "")


def sent(role: str = "", **changes: Any) -> Sent:
    told: dict[str, Any] = {"name": "Ủy ban Mặt trận", "how": "POST", "on": clock.today(), "proof": "EA123VN"}
    return Sent(role=role, **{**told, **changes})


def answer(task: Task, ward: World, *recipients: Sent) -> Task:
    return finishing.answer_citizen(
        task,
        how=HowAnswered.POST,
        number="21/UBND",
        answered_on=clock.today(),
        recipients=recipients,
        actor=ward.actor("w111", "chief"),
    )


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"proof": " "}, {"on": None}, {"how": "PIGEON"}, {"on": date(2999, 1, 1)}]
)
def test_recipient_without_name_day_or_proof_is_refused(ward: World, lead: Body, changes: dict[str, Any]) -> None:
    task = make.task(ward.actor("w111", "chief"), lead)
    with pytest.raises(errors.Invalid, match="Nơi nhận thứ 2") as refused:
        answer(task, ward, sent(), sent(**changes))
    assert set(refused.value.fields) == {"recipients"}
    assert make.found(task.pk).answered_on is None


def test_recipients_are_kept_with_their_proof(ward: World, lead: Body) -> None:
    answered = answer(make.task(ward.actor("w111", "chief"), lead), ward, sent(), sent("CHAIR", name=""))
    kept = answered.answer_proof["recipients"]
    assert [(one["role"], one["name"], one["proof"]) for one in kept] == [
        ("", "Ủy ban Mặt trận", "EA123VN"),
        ("CHAIR", "", "EA123VN"),
    ]
    assert kept[0]["sent_on"] == clock.today().isoformat()


def of_opinion(ward: World, lead: Body) -> Task:
    chief = ward.actor("w111", "chief")
    opinion = dialogues.collected(chief, person_name="Bà Tám", person_phone="0912 000 003")
    items = make.item(lead, opinion_id=opinion.pk)
    return make.found_of(make.issued(chief, items, source=Source.CONFERENCE))


def test_the_four_of_an_opinion_are_asked_for_and_the_missing_are_named(world: World) -> None:
    with world.scope("w111"):
        task = of_opinion(world, make.body(world.actor("w111", "admin")))
    chief, page = world.client("w111", "chief"), f"{DESK}tasks/{task.pk}/"
    form = chief.get(page + "citizen-answer/").content.decode()
    for role in FOUR:
        assert f'name="proof_{role}"' in form
    assert 'value="Bà Tám"' in form
    today = f"{clock.today():%d/%m/%Y}"
    told = {"how": "POST", "answered_on": today, "number": "21/UBND", "version": task.version}
    half = {"name_PERSON": "Bà Tám", "how_PERSON": "POST", "sent_on_PERSON": today, "proof_PERSON": "EA1VN"}
    free = {"name_OTHER1": "Hội Nông dân", "how_OTHER1": "HAND", "sent_on_OTHER1": today}
    refused = chief.post(page + "citizen-answer/", told | half | free)
    assert refused.status_code == 422
    assert "Nơi nhận thứ 2" in refused.content.decode()
    done = chief.post(page + "citizen-answer/", told | half | free | {"proof_OTHER1": "Bà Hai ký nhận"})
    assert done.status_code == 303
    shown = chief.get(page).content.decode()
    assert "EA1VN" in shown
    assert "Bà Hai ký nhận" in shown
    assert "Còn thiếu bằng chứng gửi" in shown
    assert "Người chủ trì" in shown


def test_extension_form_offers_what_reaches_the_citizen_and_the_page_shows_the_notice(world: World) -> None:
    with world.scope("w111"):
        task = of_opinion(world, make.body(world.actor("w111", "admin")))
        assert task.due_on is not None
    chief, page = world.client("w111", "chief"), f"{DESK}tasks/{task.pk}/"
    form = chief.get(page + "extension/").content.decode()
    assert "Điện thoại: 0912 000 003" in form
    assert 'value="EMAIL"' not in form
    later = f"{task.due_on + timedelta(days=9):%d/%m/%Y}"
    told = {
        "to": later,
        "reason": "Chờ tỉnh.",
        "responsible": "Tổ địa chính",
        "channel": "PHONE",
        "version": task.version,
    }
    assert chief.post(page + "extension/", told).status_code == 303
    shown = chief.get(page).content.decode()
    assert "Thông báo đã lập" in shown
    assert "Bà Tám" in shown
    with world.scope("w111"):
        assert Registration.objects.count() == 0
        assert [one.channel for one in about(task, "extension")] == ["PHONE"]


def test_api_takes_the_channel_and_the_recipients(world: World) -> None:
    with world.scope("w111"):
        task = of_opinion(world, make.body(world.actor("w111", "admin")))
        assert task.due_on is not None
    api, later = Caller(world, "w111", "chief"), (task.due_on + timedelta(days=9)).isoformat()
    call = f"tasks/{task.pk}/"
    body = {"to": later, "reason": "Chờ.", "responsible": "Tổ địa chính", "channel": "HAND"}
    assert api.post(call + "extension/", body).status_code == 200
    to = {"role": "CHAIR", "on": clock.today().isoformat(), "proof": "Ký nhận"}
    body = {"how": "POST", "number": "21", "answered_on": clock.today().isoformat(), "recipients": [to]}
    assert api.post(call + "citizen-answer/", body).status_code == 200
    with world.scope("w111"):
        assert make.found(task.pk).answer_proof["recipients"][0]["role"] == "CHAIR"
