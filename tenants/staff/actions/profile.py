"""What the unit tells citizens about itself."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import text
from kernel.errors import Invalid
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from registry import epoch
from registry.models import Unit
from registry.rules import refuse_if_frozen

# Field → longest text, in characters; shown on the unit's public page and on letters.
FIELDS = {"address": 300, "hours": 600, "phone": 60, "public_text": 4000}


@atomic()
def change_profile(*, address: str, hours: str, phone: str, public_text: str, actor: Actor) -> None:
    """Set address, reception hours, telephone and the text on how to complain. Records `profile_changed`."""
    actor.require(Permission.UNIT_CONFIGURE)
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    given = {"address": address, "hours": hours, "phone": phone, "public_text": public_text}
    cleaned = {
        name: text.clean(given[name], field=name, max_length=longest, multiline=name != "phone")
        for name, longest in FIELDS.items()
    }
    if not cleaned["address"]:
        missing = _("Công dân cần biết địa chỉ nơi tiếp.")
        raise Invalid("address_missing", missing, {"address": [missing]})
    unit = Unit.objects.select_for_update(no_key=True).get(pk=actor.unit.id)
    changed = [name for name, value in cleaned.items() if unit.profile.get(name, "") != value]
    if not changed:
        return
    unit.profile = {**unit.profile, **cleaned}
    unit.save(update_fields=["profile"])
    epoch.bump()
    events.record("profile_changed", actor=actor, fields=changed)
