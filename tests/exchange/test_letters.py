"""Letters between units: numbers on both sides, one delivery, files, acknowledging and answering, paper, who sees them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines.models import DueItem
from exchange import delivery
from exchange.delivery import Outcome
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Custody, Envelope
from exchange.queries import inbox
from exchange.sending import Address
from identity.actions.tokens import make_token
from identity.permissions import TOKEN_SCOPES
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from registry.levels import Line
from registry.lifecycle import freeze_unit, thaw_unit
from registry.models import Unit
from tenants.documents import letter_policies as policies
from tenants.documents import protocols, storage
from tenants.documents.actions import letters
from tenants.documents.enums import LetterDirection, LetterStatus, LetterTopic, NoticeStatus
from tenants.documents.models import Document, Letter, Notice
from tests.documents import samples
from tests.factories import letters as make
from tests.world import Browser, World


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_letter_takes_a_number_on_both_sides_and_brings_its_file(world: World) -> None:
    letter = make.sent(world, with_file=True)
    here = make.found(world, "w111", letter)
    assert letter.number == "01/UBND"
    assert here.number == f"00001/{clock.today().year}/w111"
    assert here.other_number == "01/UBND"
    assert (here.direction, here.status, here.received_on) == ("IN", LetterStatus.ARRIVED, clock.today())
    envelope = Envelope.objects.get(pk=letter.pk)
    assert (envelope.kind, envelope.status, envelope.case_id) == (MovementKind.LETTER, "delivered", letter.pk)
    assert envelope.receiver_number == here.number
    assert not Custody.objects.filter(case_id=letter.pk).exists()
    with world.scope("w111"):
        assert storage.size_of(world.unit("w111"), here.files[0]["digest"]) == here.files[0]["size"]
        assert DueItem.objects.get(case_id=here.pk, unit_id=here.unit_id).due_on == letter.due_on
    with world.scope("w11"):
        entered = Document.objects.get(subject_id=letter.pk)
        assert (entered.symbol, entered.status, entered.title) == ("01/UBND", "FILED", letter.title)


def test_letter_is_delivered_once_and_the_sweep_repairs_a_lost_hint(world: World) -> None:
    letter = make.sent(world, deliver=False)
    assert delivery.sweep().outcomes == {}, "a head start for the worker"
    with clock.at(clock.now() + timedelta(seconds=20)):
        assert delivery.sweep().outcomes == {Outcome.DELIVERED: 1}
    assert delivery.deliver(letter.pk) == Outcome.DONE_BEFORE
    # As after a kill between the receiver's commit and nothing else: the second copy finds the first.
    Envelope.objects.filter(pk=letter.pk).update(status=EnvelopeStatus.SENT)
    assert delivery.deliver(letter.pk) == Outcome.DELIVERED
    with world.scope("w111"):
        assert Letter.objects.incoming().count() == 1


def test_public_rows_of_a_letter_hold_no_words(world: World) -> None:
    make.sent(world, title="DẤU-HIỆU-TRÍCH-YẾU", text="DẤU-HIỆU-NỘI-DUNG")
    assert "DẤU-HIỆU" not in repr([*Envelope.objects.values(), *DueItem.objects.values()])


def test_acknowledgement_reaches_the_sender(world: World) -> None:
    letter = make.sent(world)
    with world.scope("w111"):
        letters.acknowledge_letter(letter.pk, actor=world.actor("w111", "chief"))
        with pytest.raises(InvalidTransition):
            letters.acknowledge_letter(letter.pk, actor=world.actor("w111", "chief"))
    assert Envelope.objects.get(pk=letter.pk).status == EnvelopeStatus.ACCEPTED
    assert make.found(world, "w11", letter).status == LetterStatus.SENT
    delivery.deliver_waiting(letter.thread)
    own = make.found(world, "w11", letter)
    assert (own.status, own.acknowledged_on) == (LetterStatus.ACKNOWLEDGED, clock.today())
    assert own.acknowledged_by == world.account("w111", "chief").full_name
    with world.scope("w11"):
        assert Letter.objects.incoming().papers().count() == 0, "a bare word of receipt takes no number"


def test_answer_with_evidence_meets_the_duty_and_comes_back_with_its_file(world: World) -> None:
    letter = make.sent(world)
    with world.scope("w111"):
        reply = letters.answer_letter(
            letter.pk, text="Đã gửi đủ.", files=[make.stored("minh-chung.pdf", "x")], actor=world.actor("w111", "chief")
        )
        assert DueItem.objects.get(case_id=letter.pk).met_on == clock.today()
        with pytest.raises(InvalidTransition):
            letters.answer_letter(letter.pk, text="Lại.", actor=world.actor("w111", "chief"))
    delivery.deliver_waiting(letter.thread)
    own, came = make.found(world, "w11", letter), make.found(world, "w11", reply)
    assert (own.status, own.answered_on) == (LetterStatus.ANSWERED, clock.today())
    assert (came.topic, came.answers_id, came.status) == (LetterTopic.REPLY, letter.pk, LetterStatus.FILED)
    assert came.text == "Đã gửi đủ."
    assert storage.size_of(world.unit("w11"), came.files[0]["digest"]) is not None
    envelope = Envelope.objects.get(pk=letter.pk)
    assert (envelope.status, envelope.answered_on) == (EnvelopeStatus.CLOSED, clock.today())


def test_answer_to_the_second_letter_settles_the_first(world: World) -> None:
    first = make.sent(world)
    second = make.sent(world, thread=first.thread)
    with world.scope("w111"):
        letters.answer_letter(second.pk, text="Đã làm.", actor=world.actor("w111", "chief"))
        assert not Letter.objects.incoming().waiting().exists()
        assert not DueItem.objects.open().filter(case_id__in=[first.pk, second.pk]).exists()
    delivery.deliver_waiting(first.thread)
    with world.scope("w11"):
        assert not Letter.objects.outgoing().waiting().exists()


def test_letters_of_a_thread_arrive_in_their_order(world: World) -> None:
    first = make.sent(world, deliver=False)
    second = make.sent(world, thread=first.thread, deliver=False)
    assert delivery.deliver(second.pk) == Outcome.WAITING
    assert delivery.deliver(first.pk) == Outcome.DELIVERED
    assert delivery.deliver(second.pk) == Outcome.DELIVERED


def test_letter_that_cannot_be_delivered_comes_back_to_its_sender(world: World) -> None:
    letter = make.sent(world, deliver=False)
    with world.scope("w11"):
        Letter.objects.filter(pk=letter.pk).update(text="Bị sửa trên đường")
    Envelope.objects.filter(pk=letter.pk).update(attempts=delivery.MAX_ATTEMPTS_OF_A_WORD - 1)
    assert delivery.deliver(letter.pk) == Outcome.UNDELIVERABLE
    assert make.found(world, "w11", letter).status == LetterStatus.UNDELIVERABLE
    with world.scope("w111"):
        assert not Letter.objects.exists()


def test_frozen_unit_is_waited_for(committing: World) -> None:
    letter = make.sent(committing, deliver=False)
    ward = Unit.objects.get(key="w111")
    freeze_unit(ward, wait=False)
    assert delivery.deliver(letter.pk) == Outcome.WAITING
    assert Envelope.objects.get(pk=letter.pk).attempts == 0
    thaw_unit(ward)
    assert delivery.deliver(letter.pk) == Outcome.DELIVERED


def test_unit_that_is_not_open_gets_it_on_paper_and_the_reply_is_typed_in(world: World) -> None:
    letter = make.sent(world, "w12", "w123")
    assert Envelope.objects.get(pk=letter.pk).status == EnvelopeStatus.ON_PAPER
    with world.scope("w12"):
        chief = world.actor("w12", "chief")
        notice = Notice.objects.get(subject_id=letter.pk)
        assert (notice.status, notice.channel) == (NoticeStatus.WAITING, "POST")
        assert inbox(world.unit("w12").id).on_paper == [], "no dossier is on paper"
        with pytest.raises(Invalid):
            letters.record_paper_reply(letter.pk, number="", on=clock.today(), text="Đã làm.", actor=chief)
        early = letter.sent_on - timedelta(days=1)
        with pytest.raises(Invalid):
            letters.record_paper_reply(letter.pk, number="7/UBND", on=early, text="Đã làm.", actor=chief)
        reply = letters.record_paper_reply(letter.pk, number="7/UBND", on=clock.today(), text="Đã làm.", actor=chief)
        assert reply.number.startswith("00001/")
        assert Letter.objects.get(pk=letter.pk).status == LetterStatus.ANSWERED


def test_body_off_the_platform_is_named_by_its_name(world: World) -> None:
    with world.scope("w11"):
        letter = letters.send_letter(
            LetterTopic.DOSSIER_REQUEST,
            to=Address(None, "Tòa án nhân dân khu vực 1"),
            line=Line.GOVERNMENT,
            title="Đề nghị cung cấp bản án",
            text="Kính đề nghị.",
            actor=world.actor("w11", "chief"),
        )
        assert (letter.status, letter.other_name) == (LetterStatus.ON_PAPER, "Tòa án nhân dân khu vực 1")


def test_what_cannot_be_sent_is_refused(world: World) -> None:
    for more, error in (
        ({"title": " "}, Invalid),
        ({"text": ""}, Invalid),
        ({"due_on": clock.today() - timedelta(days=1)}, Invalid),
        ({"to": "w11"}, Invalid),
        ({"line": Line.PARTY}, NotPermitted),
    ):
        with pytest.raises(error):
            make.sent(world, **more)  # type: ignore[arg-type]
    with world.scope("w11"):
        assert not Document.objects.exists(), "a refusal gives the number back"


def test_letter_of_the_other_line_does_not_exist(world: World) -> None:
    letter = make.sent(world, who="secretary", line=Line.PARTY)
    with world.scope("w111"):
        assert policies.get_letter(world.actor("w111", "secretary"), letter.pk).pk == letter.pk
        with pytest.raises(NotFound):
            policies.get_letter(world.actor("w111", "chief"), letter.pk)
        with pytest.raises(NotFound):
            letters.answer_letter(letter.pk, text="Trả lời.", actor=world.actor("w111", "chairman"))


def test_who_only_reads_may_not_speak_for_the_unit(world: World) -> None:
    letter = make.sent(world)
    with world.scope("w111"):
        with pytest.raises(NotPermitted):
            letters.acknowledge_letter(letter.pk, actor=world.actor("w111", "officer"))
        with pytest.raises(NotFound):
            policies.get_letter(world.actor("w111", "handler"), letter.pk)


def test_answer_to_a_letter_that_somebody_changed_meanwhile_is_refused(world: World) -> None:
    letter = make.sent(world)
    with world.scope("w111"):
        letters.acknowledge_letter(letter.pk, actor=world.actor("w111", "chief"))
        with pytest.raises(Conflict):
            letters.answer_letter(letter.pk, text="Trả lời.", actor=world.actor("w111", "chief"), version=1)


def test_rooms_above_hear_of_their_topic_on_both_sides(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    class Ear(protocols.LetterListener):
        def sent(self, letter: Letter, **_: Any) -> None:
            heard.append(f"sent {letter.direction}")

        def arrived(self, letter: Letter, **_: Any) -> None:
            heard.append(f"arrived {letter.direction}")

        def acknowledged(self, letter: Letter, **_: Any) -> None:
            heard.append(f"acknowledged {letter.direction}")

        def answered(self, letter: Letter, reply: Letter, **_: Any) -> None:
            heard.append(f"answered {letter.direction} by {reply.direction}")

    monkeypatch.setitem(protocols._letters, LetterTopic.DOSSIER_REQUEST.value, Ear())
    letter = make.sent(world)
    with world.scope("w111"):
        letters.acknowledge_letter(letter.pk, actor=world.actor("w111", "chief"))
        letters.answer_letter(letter.pk, text="Xong.", actor=world.actor("w111", "chief"))
    delivery.deliver_waiting(letter.thread)
    assert heard == [
        "sent OUT", "arrived IN", "acknowledged IN", "answered IN by OUT", "acknowledged OUT", "answered OUT by IN",
    ]  # fmt: skip


def test_clerk_reads_acknowledges_and_answers_on_the_page(world: World) -> None:
    letter = make.sent(world, title="Đề nghị gửi hồ sơ đất đai", with_file=True)
    chief = world.client("w111", "chief")
    at = f"/u/w111/desk/documents/letters/{letter.pk}/"
    assert "Đề nghị gửi hồ sơ đất đai" in body(chief.get("/u/w111/desk/documents/incoming/?q=ho+so+dat"))
    text = body(chief.get(at))
    assert "Đã đến, chờ xác nhận" in text
    assert "bang-chung.pdf" in text
    assert chief.get(f"{at}files/0/").getvalue() == samples.PDF
    assert chief.get(f"{at}files/1/").status_code == 404
    assert chief.post(f"{at}acknowledgement/", {"once_key": "a"}).status_code == 303
    refused = chief.post(f"{at}answer/", {"once_key": "b", "text": ""})
    assert (refused.status_code, "Chưa ghi ô này." in body(refused)) == (422, True)
    upload = SimpleUploadedFile("minh-chung.pdf", samples.PDF)
    key = str(uuid4())
    told = {"once_key": key, "text": "Gửi kèm hồ sơ."}
    assert chief.post(f"{at}answer/", {**told, "papers": upload}).status_code == 303
    upload.seek(0)
    assert chief.post(f"{at}answer/", {**told, "papers": upload}).status_code == 303, "a second click changes nothing"
    with world.scope("w111"):
        assert Letter.objects.outgoing().filter(topic=LetterTopic.REPLY).count() == 1
    assert "Đã trả lời" in body(chief.get(at))
    assert chief.get(f"{at}answer/").status_code == 409
    assert "Số đến" in body(chief.get(f"{at}print/"))
    assert "Sổ đăng ký văn bản đến" in body(chief.get("/u/w111/desk/documents/incoming/print/"))
    sent = body(world.client("w11", "chief").get("/u/w11/desk/documents/letters/"))
    assert "01/UBND" in sent


@pytest.mark.parametrize("direction", ["incoming", "letters"])
def test_register_asks_the_same_number_of_queries_for_one_row_and_for_three(world: World, direction: str) -> None:
    key = "w111" if direction == "incoming" else "w11"
    client = world.client(key, "chief")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/u/{key}/desk/documents/{direction}/").status_code == 200
        return len(asked)

    make.sent(world)
    count()
    one = count()
    make.sent(world)
    make.sent(world)
    assert count() == one


def test_program_reads_and_answers_letters(world: World) -> None:
    letter = make.sent(world)
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        made = make_token(name="Sổ", scopes=TOKEN_SCOPES & chief.permissions, days=9, actor=chief)
    program = Browser(HTTP_AUTHORIZATION=f"Bearer {made.secret}")
    at = "/u/w111/api/v1/letters/"
    (row,) = program.get(at).json()["results"]
    assert (row["id"], row["direction"], row["other_unit"]) == (str(letter.pk), LetterDirection.IN, "w11")
    assert program.post(f"{at}{letter.pk}/acknowledgement/", {}, content_type="application/json").status_code == 200
    stale = program.post(
        f"{at}{letter.pk}/answer/", {"text": "Xong."}, content_type="application/json", headers={"If-Match": '"v1"'}
    )
    assert stale.status_code == 409
    answer = program.post(f"{at}{letter.pk}/answer/", {"text": "Xong."}, content_type="application/json")
    assert (answer.status_code, answer.json()["topic"]) == (201, "REPLY")


def test_program_answers_with_files_under_the_rules_of_every_upload(world: World) -> None:
    letter = make.sent(world)
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        made = make_token(name="Sổ", scopes=TOKEN_SCOPES & chief.permissions, days=9, actor=chief)
    program = Browser(HTTP_AUTHORIZATION=f"Bearer {made.secret}")
    at = f"/u/w111/api/v1/letters/{letter.pk}/answer/"

    def send(name: str, data: bytes, field: str = "papers", key: str = "") -> Any:
        parts = {
            "text": "Gửi kèm biên bản.",
            field: [SimpleUploadedFile(name, data), SimpleUploadedFile("b.pdf", samples.PDF)],
        }
        return program.post(at, parts, headers={"Idempotency-Key": key} if key else None)

    refused = send("a.pdf", samples.PROGRAM)
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["papers"])
    assert "a.pdf" in refused.json()["fields"]["papers"][0]
    assert send("a.pdf", samples.PDF, field="files").json()["code"] == "file_field_unknown"
    first, again = (send("a.txt", samples.TEXT, key="k1") for _ in (1, 2))
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert send("a.txt", samples.TEXT + b" 2", key="k1").json()["code"] == "key_reused"
    delivery.deliver_waiting(letter.thread)
    with world.scope("w11"):
        came = Letter.objects.get(answers_id=letter.pk, topic=LetterTopic.REPLY)
        assert [one["name"] for one in came.files] == ["a.txt", "b.pdf"]
        assert all(storage.verify(world.unit("w11"), one["digest"]) for one in came.files)
