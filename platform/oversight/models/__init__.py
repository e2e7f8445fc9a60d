from oversight.models.card import CaseCard
from oversight.models.duty import Duty, DutyKind, DutyMinimum, Per
from oversight.models.instrument import Instrument, InstrumentKind
from oversight.models.period_report import PeriodReport, ReportStatus
from oversight.models.petition_card import PetitionCard
from oversight.models.recount import RecountRun
from oversight.models.rollup import Rollup
from oversight.models.urging import Urging, UrgingKind, UrgingReason

__all__ = [
    "CaseCard",
    "Duty",
    "DutyKind",
    "DutyMinimum",
    "Instrument",
    "InstrumentKind",
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
