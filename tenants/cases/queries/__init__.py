"""What one page shows: querysets and frozen dataclasses, in constant queries."""

from tenants.cases.queries.counters import Counters, counters
from tenants.cases.queries.inbox import InboxItem, InboxPage, QuestionItem, inbox
from tenants.cases.queries.lists import CaseFilters, CaseRow, case_list, case_rows
from tenants.cases.queries.page import ActionLine, CasePage, PersonLine, case_page
from tenants.cases.queries.people import PersonHit, people_lookup
from tenants.cases.queries.receipts import Receipt, receipt, sealed_receipts
from tenants.cases.queries.road import Station
from tenants.cases.queries.timeline import TimelineEntry
from tenants.cases.queries.today import Section, TodayPage, WaitingRequest, today
from tenants.cases.queries.workload import WorkloadRow, open_counts, untouched, workload

__all__ = [
    "ActionLine", "CaseFilters", "CasePage", "CaseRow", "Counters", "InboxItem", "InboxPage", "PersonHit", "PersonLine",
    "QuestionItem", "Receipt", "Section", "Station", "TimelineEntry", "TodayPage", "WaitingRequest", "WorkloadRow", "case_list",
    "case_page", "case_rows", "counters", "inbox", "open_counts", "people_lookup", "receipt", "sealed_receipts", "today",
    "untouched", "workload",
]  # fmt: skip
