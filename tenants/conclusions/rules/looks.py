"""Tone and icon of a status; a state is never told by colour alone."""

from tenants.conclusions.enums import ConclusionStatus, TaskStatus

OF_TASK: dict[str, tuple[str, str]] = {
    TaskStatus.DRAFT: ("", "edit"),
    TaskStatus.ASSIGNED: ("info", "person"),
    TaskStatus.IN_PROGRESS: ("accent", "edit"),
    TaskStatus.OBSTACLE: ("late", "warning"),
    TaskStatus.REPORTED: ("warn", "inbox"),
    TaskStatus.CLOSED: ("ok", "done"),
    TaskStatus.CANCELLED: ("", "close"),
}
OF_CONCLUSION: dict[str, tuple[str, str]] = {
    ConclusionStatus.DRAFT: ("warn", "edit"),
    ConclusionStatus.ISSUED: ("accent", "send"),
    ConclusionStatus.DONE: ("ok", "done"),
}
