"""What lies ready when a thank-you letter is written: the filled wording, the promises, the hours (R15, R21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.activities.letters.actions import LETTER_OF
from salesapp.activities.letters.rules import (
    DEFAULT_BODY,
    PRIVACY_NOTICE,
    Letter,
    Said,
    thank_you,
    thank_you_tone,
)
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.calendar.lateness.rules import Tone, day_words, lateness
from salesapp.chinese import industries
from salesapp.chinese.addressing import addressed
from salesapp.config import Config
from salesapp.customers.contacts.models import Contact
from salesapp.customers.page import value_words
from salesapp.mail.letters import queries as outbox
from salesapp.mail.letters.models import Delivery
from salesapp.mail.letters.models import Letter as Outgoing
from salesapp.mail.letters.page import LOOKS, copy_words
from salesapp.mail.letters.rules import HELD, STATE_LABELS, State
from salesapp.mail.mailboxes.page import sender_of
from salesapp.playbook.scripts import queries
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.playbook.scripts.rules import ScriptKind
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.formats import agreed, short_day, short_moment
from salesapp.words import gettext as _
from salesapp.work.rules import Todo


def page(
    task: Task, record: Activity, asked: Mapping[str, str], now: datetime, *, sender: User, config: Config
) -> dict[str, Any]:
    """Return what the page of a letter shows: the letter, who it is for, how many hours are left."""
    templates = queries.scripts(kind=ScriptKind.THANK_YOU)
    chosen = next((each for each in templates if str(each.id) == asked.get("template")), None)
    wording = chosen or (templates[0] if templates else None)
    reached = (contact for contact in record.theirs if contact.email)
    to = next(reached, record.theirs[0] if record.theirs else None)
    tone = _tone(record.ended_at, task.due_at, now)
    letters = [_posted(each, sender) for each in outbox.about(LETTER_OF, task.id)]
    return {
        "task": task,
        "record": record,
        "templates": templates,
        "wording": wording,
        "to": to,
        "letter": _letter(wording, record, to, sender, config.company_name),
        "letters": letters,
        "moving": any(each.moving for each in letters),
        "pending": any(each.letter.on_its_way for each in letters),
        "may_take_back": any(each.waits for each in letters),
        "mailbox": sender_of(sender, config),
        "plays": config.now is not None,
        "left": lateness(task.due_at, now, clock.zone(), by_the_hour=True).words,
        "tone": tone if tone in (Tone.LATE, Tone.SOON) else "",
    }


@dataclass(frozen=True, slots=True)
class Copy:
    """One recipient's copy, as it is told: where it stands, what the server said."""

    id: int
    to: str
    state: str
    words: str
    look: str
    said: str | None
    uncertain: bool
    may_repeat: bool  # who wrote it sends it once more


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter that was sent from here, with its copies."""

    letter: Outgoing
    copies: list[Copy]
    moving: bool  # in the next seconds
    waits: bool  # and can be taken back


def _posted(letter: Outgoing, reader: User) -> Posted:
    states = {State(each.state) for each in letter.deliveries}
    copies = [
        Copy(each.id, f"{each.name} {each.address}".strip(), *_state_words(each), LOOKS.get(State(each.state), ""), each.said,
             each.state == State.UNCERTAIN, letter.sender_id == reader.id)
        for each in letter.deliveries
    ]  # fmt: skip
    return Posted(
        letter, copies, moving=bool(states & {State.WAITING, State.SENDING}), waits=bool(states & HELD)
    )


def _state_words(delivery: Delivery) -> tuple[str, str]:
    state, _dot, rest = copy_words(delivery).partition(" · ")
    return state, rest


def _tone(ended_at: datetime, due_at: datetime, now: datetime) -> Tone:
    return thank_you_tone(ended_at, due_at, now, amber_hours=policy("thank_you_amber_hours"))


def _letter(
    wording: ScriptTemplate | None, record: Activity, to: Contact | None, sender: User, company: str
) -> Letter:
    return thank_you(
        wording.subject if wording else None,
        wording.body if wording else str(DEFAULT_BODY),
        _values(record, to, sender, company),
        to=to.email if to else None,
        promises=[Said(each.ours, each.content, short_day(each.due_on)) for each in record.promises],
        next_contact=_next(record),
        privacy_notice=str(PRIVACY_NOTICE),
    )


def _next(record: Activity) -> str:
    if record.next_at is None or not record.next_purpose:
        return agreed(record.next_at)
    return _("%(when)s, %(what)s", when=agreed(record.next_at), what=record.next_purpose)


def _values(record: Activity, to: Contact | None, sender: User, company: str) -> dict[str, str | None]:
    """Return what the placeholders of a wording stand for (R15); no box of the record is among them, they are ours."""
    customer = record.customer
    return {
        "客户名称": customer.short_name or customer.full_name,
        "客户全称": customer.full_name,
        "联系人": to.name if to else None,
        "称谓": addressed(to.name, value_words("contact", "salutation", to.salutation)) if to else None,
        "职务": to.title if to else None,
        "我方姓名": sender.name,
        "我方电话": sender.phone,
        "我方公司": company,
        "沟通时间": short_moment(record.started_at),
        "行业领域": industries.words(customer.industry),
        "下次时间": agreed(record.next_at) or None,
        "下次事项": record.next_purpose,
    }


def todo(row: Row, now: datetime) -> Todo:
    """Return the line of the day that asks for a letter, as its hours run (R21)."""
    facts, tone = row.facts, _tone(row.since, row.due_at, now)
    began = facts.get("began")
    met = clock.local(datetime.fromisoformat(began) if began else row.since)
    when = f"{day_words(met.date(), clock.local(now).date())} {met:%H:%M}"
    detail = _("First contact %(when)s", when=when)
    if facts["promised"]:
        detail += " · " + _("Promised: %(what)s", what=facts["promised"])
    state = _state(facts.get("letter"))
    if state is not None:
        detail = f"{_state_of(state, facts.get('again'))} · {detail}"
    return Todo(
        due_at=row.due_at, kind=TaskKind.THANK_YOU, title=_("Send %(customer)s a thank-you letter", customer=facts["customer"]),
        detail=detail, url=f"/customers/{facts['customer_id']}",
        action_label=_("See the letter") if state else _("Write the letter"),
        action_url=f"/activities/thank-yous/{row.subject_id}", overdue=tone is Tone.LATE, soon=tone is Tone.SOON,
        due_words=lateness(row.due_at, now, clock.zone(), by_the_hour=True).words, hours_run=True,
    )  # fmt: skip


#: What is said of a letter on its way, the first that holds of one of its copies.
TOLD = (State.UNCERTAIN, State.RETRY, State.WAITING, State.SENDING, State.REFUSED)


def _state(states: str | None) -> State | None:
    """Return what is to be said of a letter from the states of its copies: 3,7."""
    known = set((states or "").split(","))
    return next((state for state in TOLD if state in known), None)


def _state_of(state: State, again: str | None) -> str:
    words = str(STATE_LABELS[state])
    if state is State.RETRY and again:
        words = f"{words} {clock.local(datetime.fromisoformat(again)):%H:%M}"
    return words
