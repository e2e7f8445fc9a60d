"""The room of what one unit demands of another."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """Two tables in every unit's schema; hears of the letters of its topics, knows who reads another unit's cases."""

    name = "tenants.inspections"
    label = "inspections"
    verbose_name = _("Đôn đốc, kiểm tra")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models exist only now.
        from identity import readers
        from oversight.protocols import register_alert_hint, register_day_figures
        from oversight.queries.hot_spot_figures import hot_spots_of_days
        from tenants.cases.protocols import register_links
        from tenants.cases.queries.today import register
        from tenants.conclusions.enums import DEMANDED, RECOMMENDED
        from tenants.conclusions.protocols import subjects
        from tenants.documents.enums import LetterTopic
        from tenants.documents.protocols import register_letters
        from tenants.inspections.hints import tell_soon
        from tenants.inspections.occasions import DemandedTasks, RecommendedTasks
        from tenants.inspections.queries.campaign_today import campaigns_today
        from tenants.inspections.queries.case_links import links
        from tenants.inspections.queries.duty_today import own_duties_today
        from tenants.inspections.queries.today import contribute
        from tenants.inspections.reading import TeamReading
        from tenants.inspections.receivers import (
            CommentLetters,
            InspectionLetters,
            RecommendationLetters,
            ResultLetters,
            ReviewLetters,
            UrgingLetters,
        )

        register(contribute)
        register(campaigns_today)
        register(own_duties_today)
        register_alert_hint(tell_soon)
        # The last columns of a flash report: what came in stands before what is watched.
        register_day_figures(hot_spots_of_days)
        readers.register(TeamReading())
        register_links(links)
        register_letters(UrgingLetters(), LetterTopic.URGING, LetterTopic.DIRECTIVE)
        register_letters(CommentLetters(), LetterTopic.COMMENT)
        register_letters(ReviewLetters(), LetterTopic.REVIEW_CONCLUSION)
        register_letters(InspectionLetters(), LetterTopic.INSPECTION)
        register_letters(ResultLetters(), LetterTopic.INSPECTION_RESULT)
        register_letters(RecommendationLetters(), LetterTopic.RECOMMENDATION)
        subjects.register(DEMANDED, DemandedTasks())
        subjects.register(RECOMMENDED, RecommendedTasks())
