"""What is done with a thank-you letter: it is owed, posted, answered for where nobody knows, or noted as sent elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.handouts.actions import hand_out
from salesapp.activities.letters import queries
from salesapp.activities.letters.rules import check_thank_you_sent, holes, noted_later, thank_you_due
from salesapp.activities.models import Activity
from salesapp.activities.rules import Channel
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind, check_open
from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import Moved
from salesapp.db import db
from salesapp.documents.attachments.actions import attach
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.attachments.rules import UploadRefused
from salesapp.mail.letters import queries as outbox
from salesapp.mail.letters.actions import Enclosed, post, settle
from salesapp.mail.letters.models import Delivery, Letter
from salesapp.mail.letters.rules import LetterRefused, check_words, check_writer
from salesapp.playbook.library.queries import FILES_OF
from salesapp.playbook.library.rules import LibraryRefused
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _

#: What a letter is about: the task that asks for it.
LETTER_OF = Task.__tablename__


def follow_rules(*, by: User, at: datetime) -> Iterator[Moved]:
    """Yield the letters whose due time another rule moves, and move them; what is overdue stays overdue (R21)."""
    for task, ended_at in queries.owed_after(at):
        before, task.due_at = task.due_at, due_at(ended_at)
        if task.due_at != before:
            what = _("Thank-you letter to %(name)s", name=task.title)
            times = clock.local(before), clock.local(task.due_at)
            hidden = queries.find(task.id, by) is None
            yield Moved(
                what, *times, address("letters.show", task_id=task.id), task.assignee.name, hidden=hidden
            )


def due_at(ended_at: datetime) -> datetime:
    """Return when the letter after a first contact is due, by the rules in force (R21)."""
    return thank_you_due(
        ended_at,
        hours=policy("thank_you_hours"),
        roll=policy("thank_you_next_workday"),
        calendar=work_calendar(),
        zone=clock.zone(),
    )


def post_letter(
    task: Task, record: Activity, values: Mapping[str, Any], *, host: str, by: User, at: datetime
) -> Letter:
    """Send the letter that a person wrote and chose to send: it leaves after the commit (R21, R22).

    ``values`` names the recipients by address and holds the files of the customer that go along, and new ones.
    The task ends once a server took the letter; the promises that went with it are kept then.
    """
    check_open(task.outcome)
    check_words(values["subject"] or "", values["body"] or "", holes(values["subject"], values["body"]))
    enclosed, reason = _enclosed(values), values.get("missing_reason") or ""
    check_thank_you_sent(_missing(record, enclosed), reason, sent_at=at, ended_at=record.ended_at, now=at)
    files = [*values["files"], *_kept(values["uploads"], record, by=by, at=at)]
    shown = queries.pieces_of([each.owner_id for each in files if each.owner_type == FILES_OF])
    memo = {"promises": sorted(enclosed), "reason": reason, "library": shown}
    enclosures = [_file(each) for each in files]
    return post(
        (LETTER_OF, task.id), to=values["to"], subject=values["subject"], body=values["body"], files=enclosures, memo=memo,
        host=host, by=by, at=at,
    )  # fmt: skip


def _kept(uploads: Collection[Any], record: Activity, *, by: User, at: datetime) -> list[Attachment]:
    try:
        return [attach(upload, record, by=by, at=at) for upload in uploads]
    except UploadRefused as refused:
        raise LetterRefused(refused.message, field="uploads") from refused


def _file(attachment: Attachment) -> Enclosed:
    kept = attachment.sha256
    return Enclosed(
        attachment.name, attachment.media_type, attachment.size, "attachments", f"{kept[:2]}/{kept}"
    )


def follow_letter(letter: Letter, changed: Collection[str], *, by: User, at: datetime) -> None:
    """End the task whose letter a server took: its time is the one of the server's answer (R21, R22)."""
    if letter.subject_type != LETTER_OF or letter.sent_at is None:
        return
    task = db.session.get(Task, letter.subject_id)
    if task is None or task.kind != TaskKind.THANK_YOU or task.outcome is not None:
        return
    record = db.session.get(Activity, task.subject_id)
    for promise in record.promises if record is not None else ():
        if promise.id in letter.memo.get("promises", ()):
            promise.keep(by=letter.sender, at=letter.sent_at)
    for item_id in letter.memo.get("library", ()):
        with contextlib.suppress(LibraryRefused):  # it went out of use on the letter's way
            hand_out(item_id, task.customer_id, Channel.MAIL, by=letter.sender, at=letter.sent_at)
    task.finish(by=letter.sender, at=letter.sent_at, note=letter.memo.get("reason"))


def confirm(delivery: Delivery, *, by: User, at: datetime) -> None:
    """Take a person's word that a letter arrived, of which nobody knew (R21)."""
    delivery.was_sent()
    follow_letter(delivery.letter, ("deliveries",), by=by, at=at)


def repeat(task: Task, delivery: Delivery, *, by: User, at: datetime) -> None:
    """Send a letter once more of which nobody knows whether it arrived, while the task still asks for it (R21)."""
    check_open(task.outcome)
    check_writer(by.id, writer_id=delivery.letter.sender_id, name=delivery.letter.sender.name)
    delivery.send_again(at=at)


def send_letter(task: Task, record: Activity, values: Mapping[str, Any], *, by: User, at: datetime) -> Task:
    """Note that a thank-you letter was sent elsewhere, and which promises went with it (R21, R22).

    What waits here to be sent or tried again is taken back; what may have arrived is not sent again.
    """
    check_open(task.outcome)
    enclosed, sent_at, reason = _enclosed(values), values["sent_at"], values.get("missing_reason")
    check_thank_you_sent(
        _missing(record, enclosed), reason or "", sent_at=sent_at, ended_at=record.ended_at, now=at
    )
    for letter in outbox.about(LETTER_OF, task.id):
        settle(letter)
    for promise in record.promises:
        if promise.id in enclosed:
            promise.keep(by=by, at=sent_at)
    later = noted_later(sent_at, at, hours=policy("record_hours"))
    task.finish(by=by, at=sent_at, note=reason, noted_at=later)
    return task


def _enclosed(values: Mapping[str, Any]) -> set[int]:
    return {int(each) for each in values.get("enclosed") or ()}


def _missing(record: Activity, enclosed: Collection[int]) -> list[str]:
    """Return what we promised, did not keep before and do not enclose now."""
    ours = [promise for promise in record.promises if promise.ours and promise.done_at is None]
    return [promise.content for promise in ours if promise.id not in enclosed]
