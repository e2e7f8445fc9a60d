"""Hot spots, marks and solutions for tests, made through the product's own actions; the caller is inside the unit's scope."""

from datetime import date
from typing import Any

from identity.actors import Actor
from kernel import clock
from oversight.actions.hot_spots import HotSpotData, open_hot_spot
from oversight.models import HotSpot
from tenants.cases.actions.programme import marking, solving
from tenants.cases.models import Case, ProgrammeEntry


def hot_spot(actor: Actor, **changes: Any) -> HotSpot:
    """One of the Government line, of middle risk."""
    told = {
        "line": "GOVERNMENT",
        "place": "Khóm Tây Khánh 3",
        "matter": "Bồi thường khi mở đường vành đai.",
        "field": "land",
        "risk": "MEDIUM",
        "measures": "Đối thoại với các hộ, công khai đơn giá.",
        "owner": actor.account_id,
        "people": 40,
        **changes,
    }
    return open_hot_spot(HotSpotData(**told), actor=actor)


def complex_case(case: Case, actor: Actor, *, grounds: tuple[str, ...] = ("MANY", "BODIES")) -> ProgrammeEntry:
    """Marked as complex in writing."""
    return marking.mark_complex(
        case, grounds=grounds, number="45/TB-UBND", on=clock.today(), by="Chủ tịch UBND phường", actor=actor
    )


def solution(case: Case, actor: Actor, *, on: date | None = None, **told: Any) -> ProgrammeEntry:
    """An agreed solution of a day, today's unless told."""
    words = {"text": "Bố trí nền tái định cư số 14.", "by": "Họp liên ngành", **told}
    return solving.agree_solution(case, on=on or clock.today(), actor=actor, **words)
