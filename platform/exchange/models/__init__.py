from exchange.models.competence_question import CompetenceQuestion
from exchange.models.custody import Custody
from exchange.models.envelope import Envelope
from exchange.models.tracking_code import TrackingCode
from exchange.models.tracking_guard import TrackingGuard

__all__ = ["CompetenceQuestion", "Custody", "Envelope", "TrackingCode", "TrackingGuard"]
