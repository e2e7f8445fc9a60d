from oversight.models.card import CaseCard
from oversight.models.recount import RecountRun
from oversight.models.rollup import Rollup

__all__ = ["CaseCard", "RecountRun", "Rollup"]
