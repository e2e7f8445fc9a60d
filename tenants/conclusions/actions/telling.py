"""The word that leaves the house with a step of a task: to the citizen who waits, to whoever is urged. Official, so Vietnamese."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.models import Account
from kernel import errors
from registry.addresses import absolute, here
from tenants.conclusions.models import Task
from tenants.conclusions.protocols import Citizen, subjects
from tenants.conclusions.rules.contacts import mail_in, phone_in
from tenants.documents.actions.notices import notify
from tenants.documents.enums import NoticeChannel, Subject
from tenants.documents.models import Notice

#: What an officer can send to one citizen.
TO_CITIZENS = (NoticeChannel.EMAIL, NoticeChannel.POST, NoticeChannel.HAND, NoticeChannel.PHONE)


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody is reached best: the channel, the address, the account where there is one."""

    channel: NoticeChannel
    name: str
    address: str = ""
    account: Account | None = None


def waiting_citizen(task: Task) -> Citizen | None:
    """Who waits for the answer of this task, where that is known."""
    with translation.override("vi"):
        return subjects.citizens([task]).get(task.pk)


def tell_extension(task: Task, *, channel: str, to: date, reason: str, responsible: str, actor: Actor) -> Notice:
    """The citizen is told until when, why and which body is responsible; neutral words where the matter is confidential.

    Refuses when nobody is known to wait, and a channel for which there is no address.
    """
    citizen = waiting_citizen(task)
    if channel not in TO_CITIZENS:
        raise _refused(_("Chọn cách báo công dân."))
    if citizen is None:
        raise _refused(_("Chưa rõ công dân nào chờ trả lời; hãy báo công dân rồi ghi cách đã báo."))
    address = citizen.address_for(channel)
    if not address and channel != NoticeChannel.HAND:
        raise _refused(_("Không có địa chỉ cho cách này; chọn cách khác."))
    before = f" (trước đây: {task.due_on:%d/%m/%Y})" if task.due_on else ""
    return notify(
        subject=Subject.TASK,
        subject_id=task.pk,
        matter="extension",
        channel=NoticeChannel(channel),
        recipient_name=citizen.name,
        address=address,
        title="Thông báo gia hạn giải quyết, trả lời",
        text=f"Nội dung: {task.text}\nThời hạn mới: {to:%d/%m/%Y}{before}.\nLý do: {reason}\n"
        f"Cơ quan chịu trách nhiệm: {responsible}.",
        line=task.line,
        is_confidential=citizen.is_confidential,
        actor=actor,
    )


def reach_of(task: Task) -> Reach:
    """Who answers for the task: the officer by mail, else the body by mail, telephone or hand."""
    officer = Account.objects.filter(pk=task.officer_id, is_active=True).first() if task.officer_id else None
    if officer is not None and officer.email:
        return Reach(NoticeChannel.EMAIL, officer.full_name, officer.email, officer)
    lines = (task.contact, task.lead_body.contact if task.lead_body else "")
    name = officer.full_name if officer else task.lead_name or task.contact
    if mail := mail_in(*lines):
        return Reach(NoticeChannel.EMAIL, name, mail, officer)
    if phone := (officer.phone if officer else "") or phone_in(*lines):
        return Reach(NoticeChannel.PHONE, name, phone, officer)
    return Reach(NoticeChannel.HAND, name, account=officer)


def tell_urged(task: Task, *, level: int, text: str, actor: Actor) -> Notice:
    """The urging goes to who answers for the task, by the best channel known; what cannot be mailed waits among the notices."""
    reach, citizen = reach_of(task), waiting_citizen(task)
    due = f"\nThời hạn: {task.due_on:%d/%m/%Y}." if task.due_on else ""
    return notify(
        subject=Subject.TASK,
        subject_id=task.pk,
        matter="task_urged",
        channel=reach.channel,
        recipient_name=reach.name,
        address=reach.address,
        title=f"Đôn đốc lần {level}: {task.lead_name}"[:250],
        text=f"{text}\n\nNhiệm vụ: {task.text}{due}\n{absolute(here('conclusions:task', task.pk))}",
        line=task.line,
        is_confidential=citizen is not None and citizen.is_confidential,
        account_id=reach.account.pk if reach.account else None,
        body=task.lead_body,
        actor=actor,
    )


def _refused(message: str) -> errors.Invalid:
    return errors.Invalid("channel_unfit", message, fields={"channel": [message]})
