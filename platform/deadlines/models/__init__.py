from deadlines.models.calendar_day import CalendarDay
from deadlines.models.deadline_rule import DeadlineRule
from deadlines.models.due_item import DueItem, DueItemQuerySet

__all__ = ["CalendarDay", "DeadlineRule", "DueItem", "DueItemQuerySet"]
