"""Take in, assign, answer, close: the product's INSERTs and locked updates, without rules, rights, forms and texts."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse

from kernel.ids import new_id
from tests.scale.bare.rows import insert, lock, next_number, unit_of, update

Body = dict[str, Any]
TOKEN = """
    SELECT token.account_id, account.full_name FROM public.identity_token token
    JOIN public.identity_account account ON account.id = token.account_id
    WHERE token.digest = %s AND token.unit_id = %s AND account.is_active"""


class Work:
    """One call: who asks, in which schema, and the cursor of its transaction."""

    def __init__(self, request: HttpRequest, key: str, cursor: Any) -> None:
        self.cursor = cursor
        self.unit = unit_of(key)
        self.schema = f"u{self.unit}"
        self.now = datetime.now(UTC)
        self.today = self.now.date()
        self.body: Body = json.loads(request.body)
        secret = request.headers["Authorization"].removeprefix("Bearer ")
        cursor.execute(TOKEN, [hashlib.sha256(secret.encode()).digest(), self.unit])
        self.account, self.name = cursor.fetchone()
        self.once = new_id()
        self.insert(
            "journal_onetimekey", id=self.once, key=request.headers["Idempotency-Key"], actor_id=self.account,
            fingerprint=hashlib.sha256(request.body).hexdigest(), status=201, at=self.now,
        )  # fmt: skip

    def insert(self, table: str, **columns: Any) -> None:
        """A row of the unit."""
        insert(self.cursor, f"{self.schema}.{table}", **columns)

    def site(self, table: str, **columns: Any) -> None:
        """A row of `public`."""
        insert(self.cursor, f"public.{table}", **columns)

    def fact(self, name: str, n: int = 1) -> None:
        self.site(
            "kernel_outbox", unit_id=self.unit, fact=name, kind="COMPLAINT", line="GOVERNMENT", day=self.today, n=n
        )

    def lock(self, case: UUID) -> None:
        """Custody, then the case."""
        lock(self.cursor, "public.exchange_custody", "FOR NO KEY UPDATE", case_id=case)
        lock(self.cursor, f"{self.schema}.cases_case", id=case)

    def meet(self, case: UUID, **which: Any) -> None:
        """The open duties."""
        lock(self.cursor, "public.deadlines_dueitem", case_id=case, unit_id=self.unit, **which)
        update(
            self.cursor, "public.deadlines_dueitem", {"case_id": case, "unit_id": self.unit, **which}, met_on=self.today
        )

    def end(self, case: UUID, kind: str, card: Body | None = None, **changes: Any) -> JsonResponse:
        """The case, its card, the event, the one-time key."""
        if changes:
            update(self.cursor, f"{self.schema}.cases_case", {"id": case}, touched_at=self.now, **changes)
            update(
                self.cursor, "public.oversight_casecard", {"case_id": case}, status=changes["status"], **(card or {})
            )
        self.insert(
            "journal_event", id=new_id(), case_id=case, kind=kind, actor_id=self.account, actor_name=self.name,
            at=self.now, data={"by": "bare"}, is_internal=False,
        )  # fmt: skip
        update(self.cursor, f"{self.schema}.journal_onetimekey", {"id": self.once}, object_id=case)
        return JsonResponse({"case_id": str(case)}, status=200 if changes else 201)


def in_one_transaction(step: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    def view(request: HttpRequest, key: str, **named: Any) -> JsonResponse:
        with transaction.atomic(), connection.cursor() as cursor:
            return step(Work(request, key, cursor), **named)

    return view


@in_one_transaction
def take_in(work: Work) -> JsonResponse:
    case, petition, person = new_id(), new_id(), new_id()
    body, year = work.body, work.today.year
    who = body["people"][0]
    number = f"{next_number(work.cursor, work.schema, new_id(), 'bare', year):06d}/{year}/B"
    work.insert(
        "cases_case", id=case, number=number, kind=body["kind"], field=body["field"], content=body["content"], place="",
        channel=body["channel"], received_on=work.today, entered_at=work.now, entered_by_id=work.account,
        status="ENTERED", origin="HERE", home_unit_id=work.unit, outcome="", is_sealed=False, track_allowed=True,
        touched_at=work.now, version=1, search_text=f"{number} {who['full_name']} {body['content']}".lower(),
        person_count=1, is_group=False,
    )  # fmt: skip
    work.site(
        "exchange_custody", case_id=case, handling_unit=work.unit, answering_unit=work.unit, seq=1, outside=False,
        accepted_at=work.now, is_disputed=False,
    )  # fmt: skip
    work.insert(
        "cases_petition", id=petition, case_id=case,
        entry_number=next_number(work.cursor, work.schema, new_id(), "bare petition", year), received_on=work.today,
        entered_at=work.now, entered_unit_id=work.unit, channel=body["channel"], content=body["content"],
        forwarded_by="", forwarded_number="", person_count=1, form="ONE",
    )  # fmt: skip
    work.insert(
        "cases_visit", id=new_id(), case_id=case, petition_id=petition, visited_on=work.today, person_count=1,
        is_crowd=False, received_by_id=work.account, received_unit_id=work.unit, host="REGULAR", purpose="PETITION",
        summary="", settled_by="", guided_to="",
    )  # fmt: skip
    work.insert(
        "cases_person", id=person, full_name=who["full_name"], address=who["address"], id_number="", phone=who["phone"],
        search_text=f"{who['full_name']} {who['address']}".lower(), cannot_write=False,
    )  # fmt: skip
    work.insert(
        "cases_caseperson", id=new_id(), case_id=case, petition_id=petition, person_id=person, capacity="PETITIONER",
        order=0,
    )  # fmt: skip
    code = case.hex[-14:].upper()
    work.site(
        "exchange_trackingcode", code=code, case_id=case, pin_digest=hashlib.sha256(code.encode()).digest(),
        allowed=True, is_discreet=False, issued_at=work.now, pin_changed_at=work.now,
    )  # fmt: skip
    for kind in ("A3", "B2"):
        work.site(
            "deadlines_dueitem", id=new_id(), unit_id=work.unit, kind=kind, case_id=case, case_kind=body["kind"], line="",
            started_on=work.today, due_on=work.today, target_on=work.today, is_superseded=False, source="",
            derivation={"lines": ["…"]}, made_at=work.now,
        )  # fmt: skip
    work.site(
        "oversight_casecard", case_id=case, home_unit_id=work.unit, handling_unit_id=work.unit,
        answering_unit_id=work.unit, number=number, kind=body["kind"], field=body["field"], status="ENTERED",
        received_on=work.today, due_on=work.today, is_sealed=False, is_crowd=False,
    )  # fmt: skip
    work.site(
        "oversight_petitioncard", petition_id=petition, case_id=case, unit_id=work.unit, received_on=work.today,
    )  # fmt: skip
    for fact in ("taken_in", "open", "owed"):
        work.fact(fact)
    return work.end(case, "case_taken_in")


@in_one_transaction
def assign(work: Work, case: UUID) -> JsonResponse:
    work.lock(case)
    return work.end(case, "case_assigned", status="ASSIGNED", assignee_id=work.body["to"], version=2)


@in_one_transaction
def answer(work: Work, case: UUID) -> JsonResponse:
    work.lock(case)
    year = work.today.year
    work.insert(
        "cases_answer", id=new_id(), case_id=case, kind=work.body["kind"], text=work.body["text"],
        answered_on=work.today, entered_at=work.now, how_sent=work.body["how_sent"],
        number=f"{next_number(work.cursor, work.schema, new_id(), 'bare answer', year):04d}/{year}/B",
        given_by_id=work.account, given_unit_id=work.unit,
    )  # fmt: skip
    work.meet(case, kind="A3")
    work.fact("answered")
    card = {"answered_on": work.today, "answered_unit_id": work.unit}
    return work.end(case, "case_answered", card, status="ANSWERED", version=3)


@in_one_transaction
def close(work: Work, case: UUID) -> JsonResponse:
    work.lock(case)
    work.meet(case, kind="B2")
    work.fact("open", -1)
    work.fact("owed", -1)
    changes = {"status": "CLOSED", "outcome": work.body["outcome"], "closed_at": work.now, "version": 4}
    return work.end(case, "case_closed", {"closed_on": work.today}, **changes)
