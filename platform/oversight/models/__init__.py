from oversight.models.alert import Alert, AlertKind
from oversight.models.arrival_card import ArrivalCard, ArrivalResult, ArrivalStatus
from oversight.models.campaign import Campaign, CampaignKind, CampaignStatus
from oversight.models.card import CaseCard
from oversight.models.duty import Duty, DutyKind, DutyMinimum, Per
from oversight.models.duty_day import DutyDay
from oversight.models.flash_report import FlashReceipt, FlashReport
from oversight.models.hot_spot import HotSpot, HotSpotQuerySet, HotSpotUpdate
from oversight.models.inspection import (
    InspectionCard,
    InspectionForm,
    InspectionKind,
    InspectionMember,
    InspectionStatus,
)
from oversight.models.instrument import Instrument, InstrumentKind
from oversight.models.national_update import NationalUpdate
from oversight.models.period_report import PeriodReport, ReportStatus
from oversight.models.petition_card import PetitionCard
from oversight.models.recount import RecountRun
from oversight.models.rollup import Rollup
from oversight.models.roster import Shift, ShiftPerson
from oversight.models.situation_note import Mood, SituationNote
from oversight.models.urging import Urging, UrgingKind, UrgingReason

__all__ = [
    "Alert",
    "AlertKind",
    "ArrivalCard",
    "ArrivalResult",
    "ArrivalStatus",
    "Campaign",
    "CampaignKind",
    "CampaignStatus",
    "CaseCard",
    "Duty",
    "DutyDay",
    "DutyKind",
    "DutyMinimum",
    "FlashReceipt",
    "FlashReport",
    "HotSpot",
    "HotSpotQuerySet",
    "HotSpotUpdate",
    "InspectionCard",
    "InspectionForm",
    "InspectionKind",
    "InspectionMember",
    "InspectionStatus",
    "Instrument",
    "InstrumentKind",
    "Mood",
    "NationalUpdate",
    "Per",
    "PeriodReport",
    "PetitionCard",
    "RecountRun",
    "ReportStatus",
    "Rollup",
    "Shift",
    "ShiftPerson",
    "SituationNote",
    "Urging",
    "UrgingKind",
    "UrgingReason",
]
