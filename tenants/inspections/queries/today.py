"""What the start page shows of letters and urging: what came and waits here, and what others did not answer."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from registry.addresses import here
from tenants.cases.queries.today import TodayGroup, TodayLine
from tenants.documents import letter_policies
from tenants.documents.models import Letter
from tenants.documents.queries.letters import awaiting
from tenants.inspections.queries.urgings import counts

SHOWN = 8


def contribute(actor: Actor) -> list[TodayGroup]:
    """One query for who speaks for the unit in letters, one for who urges, none for others."""
    groups = []
    if letter_policies.works_letters(actor) and letter_policies.reads_letters(actor):
        lines = [_line(letter) for letter in awaiting(actor)[:SHOWN]]
        groups.append(TodayGroup(_("Văn bản đến"), lines, "inbox", f"{here('documents:incoming')}?show=waiting"))
    if actor.may(P.OVERSIGHT_URGE) and actor.may(P.OVERSIGHT_VIEW):
        groups.append(TodayGroup(_("Đôn đốc"), _urging_lines(actor), "board", here("inspections:urgings")))
    return groups


def _line(letter: Letter) -> TodayLine:
    today = clock.today()
    day = f"{letter.due_on:%d/%m/%Y}" if letter.due_on else ""
    if letter.is_late(today):
        tone, chip = "late", _("quá hạn %(day)s") % {"day": day}
    elif letter.status == "ARRIVED":
        tone, chip = "warn", _("mới đến, chưa xác nhận")
    else:
        tone, chip = "warn", _("trả lời trước hết %(day)s") % {"day": day} if day else _("chờ trả lời")
    return TodayLine(letter.title[:160], here("documents:letter", letter.pk), tone, chip, letter.other_name)


def _urging_lines(actor: Actor) -> list[TodayLine]:
    told = counts(actor)
    lines = []
    if told["proposed"]:
        words = ngettext(
            "%(n)d đơn vị không trả lời cả hai lần", "%(n)d đơn vị không trả lời cả hai lần", told["proposed"]
        )
        chip = _("đề nghị kiểm tra trách nhiệm")
        url = f"{here('inspections:urgings')}?show=proposed"
        lines.append(TodayLine(words % {"n": told["proposed"]}, url, "late", chip))
    if late := told["late"]:
        words = ngettext("%(n)d văn bản đôn đốc chưa được trả lời", "%(n)d văn bản đôn đốc chưa được trả lời", late)
        lines.append(TodayLine(words % {"n": late}, f"{here('inspections:urgings')}?show=late", "late", _("quá hạn")))
    return lines
