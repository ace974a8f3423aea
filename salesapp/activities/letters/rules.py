"""The thank-you letter: its words out of a template, when it is due, when it counts as sent (R15, R21, R22).

Pure. A letter leaves when a person presses send; it never leaves by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from urllib.parse import quote

from salesapp.activities.rules import CLOCK_SLACK
from salesapp.calendar.lateness.rules import Tone, is_late
from salesapp.calendar.rules import WorkCalendar
from salesapp.playbook.scripts import rules as scripts
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

NOON = time(12, 0)


class Shown(StrEnum):
    """Which first contacts a list shows beside all of them, by their letters."""

    OWED = "owed"  # due or sent: what the share of letters in time is about
    LATER = "later"  # sent, its time typed afterwards
    IN_TIME = "in_time"
    CONVERTED = "converted"  # whose customer has an opportunity by now


HOUR = timedelta(hours=1)
#: What a letter says where the team keeps no wording of its own, and what stands under every letter.
DEFAULT_BODY = _l(
    "Thank you for your time. We noted what matters to you and will come back to it as agreed."
    " Please tell us if anything is missing."
)
PRIVACY_NOTICE = _l(
    "We use your contact details only for this matter. Tell us at any time if you want them changed or removed."
)
#: Where a template has what the customer is told.
PLACES = ("双方约定", "需求")
BLANKS = re.compile(r"\n{3,}")
LONGEST_MAILTO = 1800  # characters; Windows programs cut longer addresses


# ------------------------------------------------------------------------------------------- the words


@dataclass(frozen=True)
class Said:
    """A promise as the customer is told of it: whose, what, by when."""

    ours: bool
    what: str
    until: str = ""


@dataclass(frozen=True)
class Letter:
    """A composed letter in its three parts, with the placeholders that nothing could fill."""

    to: str | None
    subject: str
    body: str
    told: str = ""  # what the customer is told of the talk, a text of its own
    closing: str = ""
    missing: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The letter as the customer reads it."""
        return joined(self.body, self.told, self.closing)

    @property
    def mailto(self) -> str | None:
        """An address that opens the person's own mail program; a text too long for that is left out."""
        if not self.to:
            return None
        address = f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject)}"
        whole = f"{address}&body={quote(self.whole.replace(chr(10), chr(13) + chr(10)))}"
        return whole if len(whole) <= LONGEST_MAILTO else address


def joined(*parts: str | None) -> str:
    """Return the parts of a letter as one text, a blank line between them."""
    return "\n\n".join(text for part in parts if (text := (part or "").strip()))


def filled(text: str, values: Mapping[str, str | None]) -> tuple[str, list[str]]:
    """Put values in the place of placeholders, and name those that nothing could fill.

    A line with one of those is left out: a letter never shows a bare placeholder. A value that itself holds braces is
    put in as it is: it is filled once, never read again.
    """
    missing = [name for name in scripts.placeholders(text) if not values.get(name)]
    whole = [line for line in text.split("\n") if not any(f"{{{name}}}" in line for name in missing)]
    return scripts.fill("\n".join(whole), values), missing


def holes(subject: str | None, body: str | None) -> list[str]:
    """Return the placeholders of a template that still stand in a letter; braces of its writer's own are none."""
    named = scripts.placeholders(f"{subject or ''}\n{body or ''}")
    return [name for name in named if name in scripts.SAMPLE_VALUES]


def tell(promises: Sequence[Said], next_contact: str, *, beside: str = "") -> str:
    """Propose what the customer is told of a talk: who does what until when, and when one speaks again (R22, R23).

    Nothing else of the record is in it: what we noted, judged or heard of others stays with us. What the template
    ``beside`` it says in a place of its own is not said twice.
    """
    lines = []
    for each in promises:
        if each.ours and "{承诺事项}" in beside:
            continue
        words = {"what": each.what, "day": each.until}
        if each.ours:
            lines.append(
                _("We: %(what)s (by %(day)s)", **words) if each.until else _("We: %(what)s", **words)
            )
        else:
            lines.append(
                _("You: %(what)s (by %(day)s)", **words) if each.until else _("You: %(what)s", **words)
            )
    if next_contact and "{下次时间}" not in beside:
        lines.append(_("We speak again: %(when)s", when=next_contact))
    if not lines:
        return ""
    listed = (_("%(no)s. %(what)s", no=no, what=what) for no, what in enumerate(lines, 1))
    return "\n".join((_("What we agreed on:"), *listed))


def parted(body: str) -> tuple[str, str]:
    """Return what a template says before and after the place of what the customer is told.

    That place is the line with ``{双方约定}``, or with ``{需求}`` in older ones: notes of needs are no text for a letter.
    """
    lines = body.split("\n")
    places = [no for no, line in enumerate(lines) if any(f"{{{name}}}" in line for name in PLACES)]
    if not places:
        return body, ""
    rest = [line for no, line in enumerate(lines) if no > places[0] and no not in places]
    return "\n".join(lines[: places[0]]), "\n".join(rest)


def without_list(body: str) -> str:
    """Take the place of enclosures out of a template, with the line that leads to it: there are none."""
    kept: list[str] = []
    for line in body.split("\n"):
        if "{承诺事项}" not in line:
            kept.append(line)
        elif kept and kept[-1].rstrip().endswith((":", "：")):
            kept.pop()
    return BLANKS.sub("\n\n", "\n".join(kept))


def thank_you(
    subject: str | None, body: str, values: Mapping[str, str | None], *, to: str | None, promises: Sequence[Said],
    next_contact: str = "", privacy_notice: str,
) -> Letter:  # fmt: skip
    """Compose the letter after a first contact: the template, what the customer is told, the privacy line (R21, R22).

    A template that has its own ``{承诺事项}`` lists there what we promised; where nothing was, the place is left out.
    """
    ours = [each.what for each in promises if each.ours]
    listed = "\n".join(_("%(no)s. %(what)s", no=no, what=what) for no, what in enumerate(ours, 1))
    known = {**values, "承诺事项": listed}
    title, missing_title = filled(subject or "", known)
    before, after = parted(body if listed else without_list(body))
    opening, missing = filled(before, known)
    closing, missing_after = filled(after, known)
    return Letter(
        to=to,
        subject=title or _("Thank you for your time"),
        body=opening.strip(),
        told=tell(promises, next_contact, beside=body),
        closing=joined(closing, privacy_notice),
        missing=tuple(dict.fromkeys([*missing_title, *missing, *missing_after])),
    )


# ------------------------------------------------------------------------------------------- the hours


class ThankYouRefused(Refusal):
    """The thank-you letter cannot be marked as sent yet (R22)."""


def thank_you_due(
    ended_at: datetime,
    *,
    hours: int,
    roll: bool = False,
    calendar: WorkCalendar | None = None,
    zone: tzinfo | None = None,
) -> datetime:
    """Return when the thank-you letter is due: `hours` clock hours after the contact ended (R21).

    With `roll`, a due time on a day off moves to 12:00 of the next working day in `zone`.
    """
    due = ended_at + hours * HOUR
    if not roll:
        return due
    if calendar is None or zone is None:
        raise ValueError("rolling to a working day needs the calendar and the zone")
    day = due.astimezone(zone).date()
    if calendar.is_working(day):
        return due
    return datetime.combine(calendar.working_day_on_or_after(day), NOON, tzinfo=zone).astimezone(due.tzinfo)


def thank_you_tone(ended_at: datetime, due_at: datetime, now: datetime, *, amber_hours: int) -> Tone:
    """Tell an unsent letter's tone: amber from `amber_hours` after the contact, red once overdue (R21)."""
    if is_late(due_at, now):
        return Tone.LATE
    return Tone.SOON if now - ended_at >= amber_hours * HOUR else Tone.TODAY


def noted_later(sent_at: datetime, noted_at: datetime, *, hours: int) -> datetime | None:
    """Return when a sending was written down, where that was more than `hours` later: 补记, as with contact records.

    It is counted apart from the letters that left in time (R21).
    """
    return noted_at if noted_at - sent_at > hours * HOUR else None


def check_thank_you_sent(
    open_promises: Sequence[str], reason: str, *, sent_at: datetime, ended_at: datetime, now: datetime
) -> None:
    """Refuse to mark the letter as sent while promises are unticked without a reason (R22)."""
    if sent_at > now + CLOCK_SLACK or sent_at < ended_at:
        raise ThankYouRefused(_("The letter was sent between the contact and now."), field="sent_at")
    if open_promises and not reason.strip():
        raise ThankYouRefused(
            ngettext(
                "Promised but not enclosed: %(what)s. Tick it, or say why it is missing.",
                "Promised but not enclosed: %(what)s. Tick them, or say why they are missing.",
                len(open_promises),
                what=_("; ").join(open_promises),
            ),
            field="missing_reason",
        )
