"""When the state of the installation is an alarm; pure."""

from dataclasses import dataclass

from kernel.operating import AlarmKind


@dataclass(frozen=True, slots=True)
class Reading:
    """The state at one moment: numbers and ages in seconds, 0 where nothing waits."""

    envelopes: int
    envelope_seconds: int
    #: How long the envelope that is longest due for a try waits for it.
    sweep_seconds: int
    outbox_rows: int
    outbox_seconds: int
    #: Opened units whose tables are older than this release needs.
    units_behind: int
    #: Percent of the fuller of the volumes of data and files.
    disk_free: int
    #: Units whose chain the last nightly check found altered, missing, cut off.
    chains_broken: int
    #: Figures that the last recount had to repair although the one before did so already.
    recount_again: int


@dataclass(frozen=True, slots=True)
class Limits:
    """From which number on somebody is told; see the settings `TIEPDAN_ALARM_…`."""

    envelope_seconds: int
    lag_seconds: int
    disk_percent: int


def standing(reading: Reading, limits: Limits) -> dict[AlarmKind, int]:
    """The alarms that stand, with the number that makes them one, in the measure of their kind."""
    found = {}
    if reading.envelope_seconds > limits.envelope_seconds:
        found[AlarmKind.ENVELOPE] = reading.envelope_seconds
    if reading.outbox_seconds > limits.lag_seconds:
        found[AlarmKind.LAG] = reading.outbox_seconds
    if reading.units_behind:
        found[AlarmKind.BEHIND] = reading.units_behind
    if reading.disk_free < limits.disk_percent:
        found[AlarmKind.DISK] = reading.disk_free
    if reading.chains_broken:
        found[AlarmKind.CHAIN] = reading.chains_broken
    if reading.recount_again:
        found[AlarmKind.RECOUNT] = reading.recount_again
    return found
