"""Citizens who ask to meet the head: entered, screened, settled or refused, put before the head, invited."""

from collections.abc import Callable
from uuid import UUID

from config.demo import people
from config.simulate.office import Office
from config.simulate.setting_up import body_ids
from config.simulate.signing import sign_waiting
from config.simulate.telling import deliver
from kernel import clock
from tenants.cases.enums import CaseKind
from tenants.conclusions.actions.finishing import close_task
from tenants.conclusions.actions.preparing import agree_position, receive_preparation
from tenants.conclusions.models import Task
from tenants.documents.enums import NoticeChannel, Subject
from tenants.receptions.actions import registrations as act
from tenants.receptions.enums import RegistrationSource, RegistrationStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies.sessions import BEFORE
from tenants.receptions.rules.applicants import Applicant, RegistrationData
from tenants.receptions.rules.plan_terms import Criterion
from tenants.receptions.rules.refusal_grounds import grounds_on

SOURCES = (
    RegistrationSource.COUNTER,
    RegistrationSource.COUNTER,
    RegistrationSource.ONLINE,
    RegistrationSource.TELEPHONE,
)
R = RegistrationStatus


class Asking:
    """Registrations of one unit in the order they came in."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.pool: list[UUID] = []

    def data(self) -> RegistrationData:
        """What one invented citizen, or now and then a group, comes about."""
        random = self.office.random
        kind, field, matter = random.choice(people.MATTERS)
        count = random.choice([1] * 12 + [2, 3, 7, 14])
        named = 1 if count < 5 else 2
        return RegistrationData(
            line=self.office.cast.line,
            kind=kind,
            field=field,
            matter=matter,
            people=tuple(self._person() for _index in range(named)),
            person_count=count,
            asks_protection=kind == CaseKind.DENUNCIATION and random.random() < 0.5,
            settled_by=f"Ủy ban nhân dân {self.office.cast.unit.name}" if random.random() < 0.2 else "",
        )

    def register(self) -> None:
        """Somebody asks; screened within two working days."""
        data, source = self.data(), self.office.random.choice(SOURCES)
        made = self.office.step("register", lambda: act.register(data, source=source, actor=self.office.cast.office))
        if made is None:
            return
        pk = made.registration.pk
        day = self.office.workday(clock.today(), self.office.random.randint(1, 2))
        self.office.on(day, lambda: self._screen(pk))

    def _screen(self, pk: UUID) -> None:
        row, office, actor = _found(pk), self.office, self.office.cast.office
        fate = office.random.random()
        flags = [flag for flag in Criterion.values if office.chance(0.15)]
        if fate < 0.07:
            ground = office.random.choice(grounds_on(clock.today())).code
            told = "Đã giải thích cho công dân theo quy định."
            self._ended(
                pk, "refuse_reception", lambda: act.refuse_reception(row, ground=ground, explanation=told, actor=actor)
            )
        elif fate < 0.13:
            self._ended(
                pk,
                "guide",
                lambda: act.guide(row, competent="Tòa án nhân dân", reason="Tranh chấp dân sự.", actor=actor),
            )
        elif fate < 0.2:
            self._ended(
                pk,
                "settle_at_once",
                lambda: act.settle_at_once(row, result="Đã giải quyết ngay, công dân nhất trí.", actor=actor),
            )
        elif fate < 0.23:
            office.step("withdraw", lambda: act.withdraw(row, reason="Đã được giải đáp.", actor=actor))
        elif office.step("screen", lambda: act.screen(row, flags=flags, actor=actor)) is not None:
            self.pool.append(pk)

    def _ended(self, pk: UUID, name: str, call: Callable[[], object]) -> None:
        """It ends before any session; the head signs the paper and the citizen is told."""
        if self.office.step(name, call) is not None:
            self.office.on(self.office.workday(clock.today(), 1), lambda: self._tell(pk))

    def _tell(self, pk: UUID) -> None:
        document = sign_waiting(self.office, Subject.REGISTRATION, pk)
        channel = self.office.random.choice([NoticeChannel.POST, NoticeChannel.HAND, NoticeChannel.PHONE])
        actor = self.office.cast.office
        self.office.step(
            "tell", lambda: act.tell(_found(pk), channel=channel, on=clock.today(), document=document, actor=actor)
        )
        deliver(self.office, Subject.REGISTRATION, pk)

    def shortlist(self, session_id: UUID) -> None:
        """Up to eight of those who wait are proposed for the session, the most pressing first."""
        session = ReceptionSession.objects.get(pk=session_id)
        if session.status not in BEFORE:
            return
        known = Registration.objects.in_bulk(self.pool)
        fit = [pk for pk in self.pool if known[pk].status in (R.SCREENED, R.DEFERRED)]
        chosen = sorted(fit, key=lambda pk: (-len(known[pk].flags), known[pk].number))[:8]
        for pk in chosen:
            self._propose(pk, session)
        self.pool = [pk for pk in fit if pk not in chosen]

    def _propose(self, pk: UUID, session: ReceptionSession) -> None:
        why, actor = "Vụ việc kéo dài, công dân đề nghị gặp trực tiếp người đứng đầu.", self.office.cast.office
        self.office.step("propose", lambda: act.propose(_found(pk), session=session, proposal=why, actor=actor))

    def decide(self, session_id: UUID) -> None:
        """The head goes through the list of the session."""
        rows = _list(session_id, R.PROPOSED)
        if not rows:
            return
        deferred = {row.pk: "Cần xác minh thêm." for row in rows if self.office.chance(0.1)}
        approved = [row.pk for row in rows if row.pk not in deferred]
        session = ReceptionSession.objects.get(pk=session_id)
        done = self.office.step(
            "decide_list",
            lambda: act.decide_list(session, approved=approved, deferred=deferred, actor=self.office.cast.head),
        )
        if done is not None:
            self.pool += list(deferred)

    def invite(self, session_id: UUID) -> None:
        """Each who was approved is invited; of some a dossier is asked for; the brief is written."""
        session = ReceptionSession.objects.get(pk=session_id)
        for row in _list(session_id, R.APPROVED):
            self._invite(row, session)

    def _invite(self, row: Registration, session: ReceptionSession) -> None:
        office, actor = self.office, self.office.cast.office
        channel = office.random.choice([NoticeChannel.POST, NoticeChannel.HAND, NoticeChannel.PHONE])
        office.step("invite", lambda: act.invite(row, channel=channel, actor=actor))
        if office.chance(0.5):
            sign_waiting(office, Subject.REGISTRATION, row.pk)
        deliver(office, Subject.REGISTRATION, row.pk)
        if office.chance(0.4):
            self._ask_for_dossier(row.pk, session)
        office.step("generate_brief", lambda: act.generate_brief(_found(row.pk), actor=actor))

    def _ask_for_dossier(self, pk: UUID, session: ReceptionSession) -> None:
        office, body = self.office, self.office.random.choice(body_ids())
        due = max(office.workday(session.held_on, -1), clock.today())
        task = office.step(
            "ask_for_dossier",
            lambda: act.ask_for_dossier(
                _found(pk), wanted="Báo cáo quá trình giải quyết, hồ sơ kèm theo", due_on=due, body=body,
                actor=office.cast.office,
            ),
        )  # fmt: skip
        if task is not None and office.chance(0.85):
            office.on(due, lambda: self._receive(task.pk), hour=14)

    def _receive(self, task_id: UUID) -> None:
        actor, today = self.office.cast.office, clock.today()
        done = self.office.step(
            "receive_preparation",
            lambda: receive_preparation(
                Task.objects.get(pk=task_id), text="Báo cáo và bản sao hồ sơ.", received_on=today, actor=actor
            ),
        )
        if done is not None:
            self.office.step(
                "agree_position",
                lambda: agree_position(done, text="Thống nhất hướng giải quyết.", agreed_on=today, actor=actor),
            )
            self.office.step("close_task", lambda: close_task(Task.objects.get(pk=task_id), actor=actor))

    def _person(self) -> Applicant:
        random = self.office.random
        return Applicant(
            full_name=people.name(random),
            address=people.address(random, self.office.cast.unit.name),
            phone=people.phone(random) if random.random() < 0.7 else "",
        )


def _found(pk: UUID) -> Registration:
    return Registration.objects.select_related("session").get(pk=pk)


def _list(session_id: UUID, status: RegistrationStatus) -> list[Registration]:
    return list(Registration.objects.of_session(session_id).filter(status=status).order_by("number"))
