"""Everything an address can name, made once: cases in every condition, papers, people, tokens of the small world.

w111 is the unit looked at, w11 the unit above it, w121 a stranger below another district. `Stage.things` holds ids by
name; the rows of the table say which of them stand in an address.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines.actions import own_days, own_rules
from deadlines.models import CalendarDay
from exchange import hints
from exchange.models import CompetenceQuestion
from identity import tokens
from identity.actions.accounts import open_account
from identity.actions.invitations import invite
from identity.actions.memberships import add_membership, end_membership
from identity.models import Account, Membership, Token
from identity.permissions import TOKEN_SCOPES
from identity.roles import Role
from kernel import clock
from registry.levels import Line
from tenants.cases.actions import assigning, movements, working
from tenants.cases.actions.saved_filters import keep_filter
from tenants.cases.models import Answer, Attachment, Parcel, Request
from tenants.cases.queries.saved_filters import saved_filters
from tenants.cases.rules.intake import PersonData
from tenants.conclusions.actions import finishing, tasks
from tenants.documents.actions import notices
from tenants.documents.actions.filing import file_instrument
from tenants.documents.enums import DocumentKind, NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Notice
from tenants.receptions.actions import day, sessions
from tenants.receptions.actions import registrations as acts
from tenants.receptions.actions.plans import PlanData, draft_plan, issue_plan
from tenants.receptions.actions.register import ask_for_register, make_register
from tenants.receptions.actions.taking import make_case
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.queries.register import Period
from tenants.receptions.queries.waiting import token_of
from tenants.staff.actions.bodies import open_body
from tenants.staff.actions.delegations import delegate
from tenants.staff.enums import BodyKind, DelegationForm, Power
from tenants.staff.models import Body
from tests.census import arrivals, board, campaigns, dialogues, hotspots, inspecting, inspections, letters, reports
from tests.census import receptions as receptions_census
from tests.documents import samples
from tests.factories import cases, conclusions, receptions, registrations
from tests.factories import documents as papers
from tests.factories.moves import Mover
from tests.world import FROM, PEOPLE, Browser, World

STRANGER = {"w111": "w121", "w11": "w12", "w1": "w12"}
SUPERIOR = {"w111": "w11", "w11": "w1"}
UNITS = ("w111", "w11", "w12", "w121", "w1")
# Beside those of the small world: one who enters and receives only, and the platform's own people as members of the ward.
MORE = {"clerk": Role.RECORDS_CLERK, "operator": Role.PLATFORM_OPERATOR}
SEALED_MARK = "Nội dung niêm phong về ông chủ tịch"
DENOUNCER = PersonData(full_name="Quản Thị Tố-Kín", address="Ngõ Kín 5", id_number="089111222333", phone="0977000111")


@dataclass
class Stage:
    """The objects by name, and a signed-in browser and a token for each person."""

    world: World
    things: dict[str, Any] = field(default_factory=dict)
    cookies: dict[tuple[str, str], Any] = field(default_factory=dict)
    secrets: dict[tuple[str, str], str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def browser(self, key: str, who: str) -> Browser:
        """A browser of its own with the session this person opened when the stage was made."""
        browser = Browser()
        browser.cookies = self.cookies[key, who].copy()
        return browser

    def program(self, key: str, who: str) -> Browser:
        """A program that acts for this person with every right it may have."""
        return Browser(HTTP_AUTHORIZATION=f"Bearer {self.secrets[key, who]}")


def build(world: World) -> Stage:
    """Fill the world; each step is done by a person of its unit through the product's own actions."""
    stage = Stage(world)
    with hints.paused():
        _people(stage)
        _cases_here(stage)
        _cases_on_the_road(stage)
        _sealed(stage)
        _organisation(stage)
        _documents(stage)
        _plans(stage)
        _sessions(stage)
        _conclusions(stage)
        dialogues.fill(stage)
        hotspots.fill(stage)
        letters.fill(stage)
        inspections.fill(stage)
        inspecting.fill(stage)
        board.fill(stage)
        campaigns.fill(stage)
        reports.fill(stage)
        receptions_census.fill(stage)
        arrivals.fill(stage)
        _registrations(stage)
    return stage


def _people(stage: Stage) -> None:
    world, ward = stage.world, stage.world.unit("w111")
    handler = world.account("w111", "handler")
    for who, role in MORE.items():
        more = Account.objects.create(
            username=f"{who}.w111", full_name=f"Người {who}", home_unit_id=ward.id, password=handler.password
        )
        # The platform's people are appointed from the command line: no action of a unit makes this row.
        Membership.objects.create(account=more, unit_id=ward.id, role=role, valid_from=FROM)
    for key in UNITS:
        for who in [*PEOPLE, *(MORE if key == "w111" else ())]:
            if who != "supervisor" or world.unit(key).level != "COMMUNE":
                _sign_in(stage, key, who)
                _give_token(stage, key, who)
    stage.things["token"] = Token.objects.get(account=world.account("w111", "officer")).pk
    stage.things |= {"handler": handler.pk, "chief": world.account("w111", "chief").pk}
    stage.things["membership"] = Membership.objects.get(account=handler).pk
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        leaver = open_account(username="nguoi.cu", full_name="Người Đã Nghỉ", actor=admin)
        gone = add_membership(leaver, role=Role.OBSERVER, valid_from=clock.today() - timedelta(days=9), actor=admin)
        end_membership(gone, on=clock.today() - timedelta(days=1), successor=None, actor=admin)
        lent = open_account(username="nguoi.muon", full_name="Người Cho Mượn", actor=admin)
        add_membership(lent, role=Role.OBSERVER, actor=admin)
        stage.things |= {"leaver": leaver.pk, "lent": lent.pk, "code": invite(lent, actor=admin).code}
    with world.scope("w112"):
        add_membership(lent, role=Role.OBSERVER, actor=world.actor("w112", "admin"))
    stage.things["lent_to"] = world.unit("w112").id


def _sign_in(stage: Stage, key: str, who: str) -> None:
    stage.cookies[key, who] = stage.world.client(key, who).cookies


def _give_token(stage: Stage, key: str, who: str) -> None:
    secret = tokens.new_secret()
    # More scopes than the person has rights: a token never widens them.
    Token.objects.create(
        account=stage.world.account(key, who),
        unit_id=stage.world.unit(key).id,
        name="census",
        prefix=secret[:9],
        digest=tokens.digest(secret),
        scopes=sorted(TOKEN_SCOPES),
        expires_at=clock.now() + timedelta(days=1),
    )
    stage.secrets[key, who] = secret


def _cases_here(stage: Stage) -> None:
    world, things = stage.world, stage.things
    officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
    with world.scope("w111"):
        keep_filter("Của riêng trưởng phòng", query="due=overdue", actor=chief)
        things["filter"] = saved_filters(chief)[0].id
        body = open_body(name="Bộ phận Địa chính", kind=BodyKind.AGENCY, actor=world.actor("w111", "admin"))
        things["body"] = body.pk
        for name in ("fresh", "twin", "joinable"):
            things[name] = cases.take_in(officer).pk
        fresh = cases.found(things["fresh"])
        things["petition"] = fresh.petitions.get().pk
        sender = fresh.people.get()
        things["people_of_fresh"] = {
            f"{sender.pk}.{name}": getattr(sender.person, name)
            for name in ("full_name", "address", "id_number", "phone")
        }
        file = working.add_attachment(fresh, upload=pdf("don.pdf"), is_internal=False, actor=officer)
        things["attachment"] = file.pk
        asked = cases.take_in(officer)
        things["asked"] = asked.pk
        soon = clock.today() + timedelta(days=5)
        things["request"] = working.ask_supplement(asked, text="Bản sao.", due_on=soon, actor=officer).pk
        answered = cases.answer(cases.take_in(officer), chief)
        things |= {"answered": answered.pk, "answer": Answer.objects.get(case=answered).pk}
        assigned = assigning.assign_case(cases.take_in(officer), to=world.account("w111", "handler"), actor=chief)
        things["assigned"] = assigned.pk
        things["denunciation"] = cases.take_in(officer, kind="DENUNCIATION", people=(DENOUNCER,)).pk


def _cases_on_the_road(stage: Stage) -> None:
    world, things, move = stage.world, stage.things, Mover(stage.world)
    for name in ("offered", "offered_too"):
        things[name] = move.take_in("w112")
        move.transfer(things[name], "w112", "w111")
    things["moving"] = move.take_in("w111")
    move.transfer(things["moving"], "w111", "w112")
    things["received"] = move.take_in("w11")
    move.assign_down(things["received"], "w11", "w111")
    move.accept(things["received"], "w111")
    things["result"] = move.take_in("w111")
    move.escalate(things["result"], "w111")
    move.accept(things["result"], "w11")
    move.report(things["result"], "w11")
    things["on_paper"] = move.take_in("w111")
    move.send(things["on_paper"], "w111", "transfer", to=None, external="Tòa án nhân dân")
    things["missed"] = move.take_in("w111")
    move.transfer(things["missed"], "w111", "w112")
    move.accept(things["missed"], "w112")
    with world.scope("w112"):
        movements.ask_sender(cases.found(things["missed"]), text="Thiếu bản đồ.", actor=move.actor("w112"))
    move.deliver()
    with world.scope("w111"):
        things["missing"] = Request.objects.get(case_id=things["missed"]).pk
        things["parcel"] = Parcel.objects.sent().get(case_id=things["moving"], kind="transfer").pk
    things["disputed"] = move.take_in("w111")
    for target in ("w112", "w121"):
        move.transfer(things["disputed"], "w111", target)
        move.send_back(things["disputed"], target)
    things["question"] = CompetenceQuestion.objects.get(case_id=things["disputed"]).pk
    things["above"] = move.take_in("w11")


def _conclusions(stage: Stage) -> None:
    """A conclusion that was issued, tasks in every condition, a draft, a request before the day."""
    world, things = stage.world, stage.things
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        lead = Body.objects.get(pk=things["body"])
        names = ("task", "task_reported", "task_complete", "task_obstructed")
        row = conclusions.issued(chief, *(conclusions.item(lead, f"Việc {name}.") for name in names))
        things["conclusion"] = row.pk
        things |= dict(zip(names, row.tasks.order_by("order").values_list("pk", flat=True), strict=True))
        for name in ("task_reported", "task_complete"):
            file = [pdf("ket-qua.pdf")]
            finishing.report_result(things[name], text="Xong.", reported_on=clock.today(), files=file, actor=chief)
        finishing.answer_citizen(
            things["task_complete"], how="POST", number="1", answered_on=clock.today(), actor=chief
        )
        tasks.raise_obstacle(things["task_obstructed"], text="Chưa thống nhất.", actor=chief)
        things["evidence"] = conclusions.found(things["task_reported"]).files[0]["digest"]
        draft = conclusions.draft(chief, conclusions.item(lead, "Còn dự thảo."))
        things |= {"conclusion_draft": draft.pk, "draft_item": draft.tasks.get().pk}
        things["preparation"] = conclusions.preparation(chief, lead).pk


def _sealed(stage: Stage) -> None:
    world, things = stage.world, stage.things
    chairman = world.account("w111", "chairman")
    # No superior of the province is on the platform: this one leaves on paper.
    with world.scope("w1"):
        things["sealed_on_paper"] = cases.receipt(
            world.actor("w1", "officer"),
            kind="DENUNCIATION",
            people=(DENOUNCER,),
            content=SEALED_MARK,
            denounced=(),
            denounced_heads=(world.account("w1", "chairman").pk,),
        ).case_id
    with world.scope("w111"):
        receipt = cases.receipt(
            world.actor("w111", "officer"),
            kind="DENUNCIATION",
            people=(DENOUNCER,),
            content=SEALED_MARK,
            denounced=(),
            denounced_heads=(chairman.pk,),
            uploads=(pdf("to-cao-kin.pdf"),),
        )
        things |= {"sealed": receipt.case_id, "sealed_number": receipt.number}
        things["sealed_attachment"] = Attachment.objects.get(case_id=receipt.case_id).pk
        things["sealed_parcel"] = Parcel.objects.get(case_id=receipt.case_id).pk
        things["sealed_petition"] = receipt.petition_id
    Mover(world).deliver()


def _sessions(stage: Stage) -> None:
    """Sessions of the Government line in every condition; the secretary works on the other line."""
    world, things, today = stage.world, stage.things, clock.today()
    chief, chairman = world.actor("w111", "chief"), world.actor("w111", "chairman")
    with world.scope("w111"):
        # Each second Sunday of next year: every one is off and waits for a day.
        plan = receptions.issued_plan(today.year + 1, "GOVERNMENT", reception_on=[{"nth": 2, "weekday": 6}])
        things["reception_plan"] = plan.pk
        off = sessions.generate_sessions(plan, actor=chief).made[3]
        things["session_off"] = off.pk
        things["session_off_day"] = off.proposals[1]["on"]
        things["session_off_text"] = "/".join(reversed(off.proposals[1]["on"].split("-")))
        for number, name in enumerate(
            ("session", "session_ready", "session_today", "session_open", "session_proposed")
        ):
            row = receptions.session_on(chief, today + timedelta(days=(20 + number) if number < 2 else 0), "GOVERNMENT")
            things[name] = row.pk
            if name != "session_proposed":
                sessions.approve_ad_hoc(row, actor=chairman)
        ready = things["session_ready"]
        posted = sessions.post_session(ready, where="Bảng tin", uploads=[pdf("niem-yet.pdf")], actor=chief)
        things["posting_digest"] = posted.postings[0]["files"][0]["digest"]
        sessions.set_security_plan(ready, text="Hai công an phường.", actor=chief)
        for code in ("bodies", "room"):
            sessions.tick(ready, code, actor=chief)
        sessions.open_day(things["session_open"], actor=world.actor("w111", "officer"))
        things["delegation"] = receptions.delegation(world.account("w111", "officer"), "GOVERNMENT").pk


def _plans(stage: Stage) -> None:
    """A plan in force with a recipient and a basis, and a draft, of the Government line; the Party's own is nobody else's."""
    world, things = stage.world, stage.things
    chief, today = world.actor("w111", "chief"), clock.today()
    named: dict[str, Any] = {"line": "GOVERNMENT", "title": "Kế hoạch", "issuer": "UBND", "head_position": "Chủ tịch"}
    with world.scope("w111"):
        told = PlanData(
            year=today.year + 2, bases=[{"title": "Luật Tiếp công dân"}], distribution=[{"name": "UBND tỉnh"}], **named
        )
        issued = issue_plan(
            draft_plan(told, actor=chief), number="9/KH", dated_on=today, uploads=[pdf("ke-hoach.pdf")], actor=chief
        )
        things |= {"plan": issued.pk, "plan_digest": issued.files[0]["digest"]}
        things["plan_draft"] = draft_plan(PlanData(year=today.year + 3, **named), actor=chief).pk
        things["plan_bare"] = draft_plan(PlanData(year=today.year + 4, **named), actor=chief).pk
        deputy = world.account("w111", "chief")
        handed = delegate(
            to=deputy.pk, line=Line.PARTY, powers=[Power.SIGN], form=DelegationForm.KT, basis="", valid_from=today,
            valid_to=today, actor=world.actor("w111", "secretary"),
        )  # fmt: skip
        things["handed_over"] = handed.pk


def _registrations(stage: Stage) -> None:
    """Registrations of the Government line in every status, a day with its queue, an alert from below."""
    world, things = stage.world, stage.things
    officer, chairman = world.actor("w111", "officer"), world.actor("w111", "chairman")
    with world.scope("w111"):
        for name in ("reg_new", "reg_screened", "reg_proposed", "reg_approved"):
            things[name] = registrations.registered(officer).pk
        papers = Registration.objects.get(pk=things["reg_new"])
        things["paper_digest"] = acts.add_papers(papers, (pdf("giay-to.pdf"),), actor=officer).files[0]["digest"]
        for name in ("reg_screened", "reg_proposed", "reg_approved"):
            acts.screen(Registration.objects.get(pk=things[name]), actor=officer)
        planned = ReceptionSession.objects.get(pk=things["session"])
        for name in ("reg_proposed", "reg_approved"):
            row = Registration.objects.get(pk=things[name])
            acts.propose(row, session=planned, proposal="Nên tiếp.", actor=officer)
        acts.decide_list(planned, approved=[things["reg_approved"]], actor=chairman)
        refused = registrations.registered(officer)
        acts.refuse_reception(refused, ground="L3", explanation="Đã rà soát.", actor=officer)
        things["reg_refused"] = refused.pk
        things["reg_sealed"] = registrations.registered(officer, kind="DENUNCIATION", matter="Nhận tiền.").pk
        today = ReceptionSession.objects.get(pk=things["session_open"])
        today.participants = [{"id": "00000000-0000-7000-8000-000000000001", "name": "Công an phường"}]
        today.save(update_fields=["participants"])
        things["participant"] = "00000000-0000-7000-8000-000000000001"
        things["reg_received"] = registrations.received(officer, today).pk
        taken = registrations.received(officer, today)
        make_case(taken, field="land", actor=officer)
        things["reg_taken"] = taken.pk
        things["reg_waiting"] = registrations.waiting(officer, today).pk
        day.draft_minutes(today, actor=officer)
        things["waiting_token"] = token_of(today)
        day.report_incident(today, what="Xô xát.", phase="DURING", is_urgent=True, actor=officer)
        chief = world.actor("w111", "chief")
        things["register_file"] = ask_for_register(Period(clock.today(), clock.today()), actor=chief)
        make_register(things["register_file"], actor=chief)


def _organisation(stage: Stage) -> None:
    world = stage.world
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        day = clock.today() + timedelta(days=40)
        own_days.set_own_day(day, is_working=False, name="Nghỉ bão", source="QĐ 1", actor=admin)
        stage.things["own_day"] = CalendarDay.objects.get(unit_id=world.unit("w111").id).pk
        own_rules.set_own_length("A3", 5, actor=admin)


def _documents(stage: Stage) -> None:
    world, things = stage.world, stage.things
    with world.scope("w111"):
        officer, chief = world.actor("w111", "officer"), world.actor("w111", "chief")
        things["draft"] = papers.draft(world, submit=False, who="officer").pk
        things["to_sign"] = papers.draft(world).pk
        signed = papers.signed(world)
        things["signed"] = signed.pk
        filed = file_instrument(
            DocumentKind.REGULATION,
            line=Line.GOVERNMENT,
            title="Quy chế",
            number="1/QC-UBND",
            dated_on=clock.today(),
            files=[pdf("quy-che.pdf")],
            actor=chief,
        )
        things["filed"] = filed.pk
        phone, post, mail = notices.send_document(
            signed,
            to=[
                (NoticeChannel.PHONE, "Người Gọi", "0912"),
                (NoticeChannel.POST, "Người Thư", "Ấp Đông"),
                (NoticeChannel.EMAIL, "Người Mạng", "mang@vidu.vn"),
            ],
            actor=officer,
        )
        things |= {"notice": phone.pk, "letter": post.pk, "failed_mail": mail.pk}
        # As a gateway that refuses leaves it.
        Notice.objects.filter(pk=mail.pk).update(status=NoticeStatus.FAILED, next_try_at=None)
        proof = {"name": "phieu.pdf", "digest": filed.files[0]["digest"], "size": 1, "media_type": "application/pdf"}
        proved = notices.notify(
            subject=Subject.UNIT,
            subject_id=things["signed"],
            matter="invitation",
            channel=NoticeChannel.HAND,
            recipient_name="Người Nhận",
            title="Mời",
            actor=officer,
        )
        notices.record_delivery(proved, at=clock.now(), by="Người Giao", files=[proof], actor=officer)
        things["proved"] = proved.pk


def pdf(name: str) -> SimpleUploadedFile:
    """A small file that may be taken."""
    return SimpleUploadedFile(name, samples.PDF, content_type="application/pdf")
