"""What is done with a thank-you letter: it is noted as sent. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.letters.rules import check_thank_you_sent, noted_later
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import check_open
from salesapp.policies.queries import policy


def send_letter(task: Task, record: Activity, values: Mapping[str, Any], *, by: User, at: datetime) -> Task:
    """Note that a thank-you letter was sent, and which promises went with it (R21, R22)."""
    enclosed = {int(each) for each in values.get("enclosed") or ()}
    sent_at, reason = values["sent_at"], values.get("missing_reason")
    for promise in record.promises:
        if promise.id in enclosed:
            promise.keep(by=by, at=sent_at)
    check_open(task.outcome)
    missing = [promise.content for promise in record.promises if promise.ours and promise.done_at is None]
    check_thank_you_sent(missing, reason or "", sent_at=sent_at, ended_at=record.ended_at, now=at)
    later = noted_later(sent_at, at, hours=policy("record_hours"))
    task.finish(by=by, at=sent_at, note=reason, noted_at=later)
    return task
