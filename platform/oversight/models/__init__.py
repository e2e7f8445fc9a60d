from oversight.models.card import CaseCard
from oversight.models.duty import Duty, DutyKind, DutyMinimum, Per
from oversight.models.duty_day import DutyDay
from oversight.models.instrument import Instrument, InstrumentKind
from oversight.models.national_update import NationalUpdate
from oversight.models.period_report import PeriodReport, ReportStatus
from oversight.models.petition_card import PetitionCard
from oversight.models.recount import RecountRun
from oversight.models.rollup import Rollup
from oversight.models.urging import Urging, UrgingKind, UrgingReason

__all__ = [
    "CaseCard",
    "Duty",
    "DutyDay",
    "DutyKind",
    "DutyMinimum",
    "Instrument",
    "InstrumentKind",
    "NationalUpdate",
    "Per",
    "PeriodReport",
    "PetitionCard",
    "RecountRun",
    "ReportStatus",
    "Rollup",
    "Urging",
    "UrgingKind",
    "UrgingReason",
]
