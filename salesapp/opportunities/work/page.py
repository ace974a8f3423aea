"""The lines of the day that ask for a follow-up or to mend a file; the figure of follow-ups due (R30–R33, F06)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from types import SimpleNamespace

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.approvals.objections.rules import Objection
from salesapp.calendar.page import due_in_workdays
from salesapp.opportunities.cadence.queries import Yardstick
from salesapp.opportunities.rules import Status, standing
from salesapp.opportunities.work.rules import FOLLOW_UP, PASSED, REGRADE, STOPPED_FILE
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.web.formats import due_words
from salesapp.words import gettext as _
from salesapp.work.rules import Day, Todo


def follow_ups(rows: Sequence[Row], now: datetime) -> list[Todo]:
    """Return the lines that ask for a follow-up."""
    yardstick = Yardstick.of(now) if rows else None
    return [_follow_up(row, yardstick) for row in rows if yardstick]


def more(count: int) -> tuple[str, str]:
    """Return the words and the address of the follow-ups that a day does not list."""
    words = _("%(count)s more follow-ups are due: open the list", count=count)
    return words, address("opportunities.index", scope="mine")


def _follow_up(row: Row, yardstick: Yardstick) -> Todo:
    facts, due_on = row.facts, clock.local(row.due_at).date()
    pace = yardstick.pace(
        SimpleNamespace(
            status=Status.OPEN, grade=row.grade, stage=facts["stage"], approval_with=facts["approval_with"],
            next_due_on=due_on, week_of=facts["week_of"] and date.fromisoformat(facts["week_of"]),
            week_quota=facts["week_quota"], week_count=facts["week_count"],
            last_follow_up_at=row.since if facts["followed_up"] else None,
        )
    )  # fmt: skip
    parts = (pace.made, standing(facts["stage"], Status.OPEN), facts["contact"])
    return Todo(
        due_at=clock.at(due_on, 23, 59), kind=FOLLOW_UP, title=_("Follow up %(what)s", what=facts["title"]),
        detail=" · ".join(part for part in parts if part), url=f"/opportunities/{row.subject_id}", action_label=_("Record it"),
        action_url=f"/activities/new?customer={facts['customer_id']}&opportunity={row.subject_id}", overdue=pace.late,
        soon=pace.state == "soon", due_words=pace.words, grade=row.grade,
    )  # fmt: skip


def stopped_file(row: Row, now: datetime) -> Todo:
    """Return the line that says who returned or vetoed one's file and why; it has no deadline of its own."""
    objection, today = Objection(**row.facts["objection"]), clock.local(now).date()
    words = _("Vetoed by %(who)s: %(said)s. Change it and ask again, or close the opportunity.")
    if objection.is_return:
        words = _("Returned by %(who)s: %(said)s. Complete the file and submit it again.")
    return Todo(
        due_at=clock.at(today, 23, 59), kind=STOPPED_FILE, title=_("File to mend: %(what)s", what=row.facts["title"]),
        detail=words % {"who": objection.who, "said": objection.within}, url=f"/opportunities/{row.subject_id}",
        action_label=_("Submit again"), action_url=address("file_decisions.new_submission", opportunity_id=row.subject_id),
        due_words=due_in_workdays(today, now),
    )  # fmt: skip


def regrade(row: Row, now: datetime) -> Todo:
    """Return the line that asks to confirm a grade that is suggested anew, or to say why it stays (R28)."""
    facts, today = row.facts, clock.local(now).date()
    return Todo(
        due_at=clock.at(today, 23, 59), kind=REGRADE, title=_("Confirm the grade: %(what)s", what=facts["title"]),
        detail=_("confirmed %(grade)s, suggested now %(suggested)s", grade=facts["grade"], suggested=facts["suggested"]),
        url=f"/opportunities/{row.subject_id}", action_label=_("Grade again"),
        action_url=address("grading.new_grade", opportunity_id=row.subject_id), grade=row.grade,
        due_words=due_in_workdays(today, now),
    )  # fmt: skip


def passed(row: Row, now: datetime) -> Todo:
    """Return the line that asks for another expected date, and why (R28)."""
    due_on, edit = (
        clock.local(row.due_at).date(),
        address("opportunities.edit", opportunity_id=row.subject_id),
    )
    return Todo(
        due_at=row.due_at, kind=PASSED, title=_("Give a new expected date: %(what)s", what=row.facts["title"]),
        detail=_("expected on %(day)s; write why it moves", day=due_on.isoformat()), url=f"/opportunities/{row.subject_id}",
        action_label=_("New date"), action_url=f"{edit}#expected_close_on",
        overdue=True, due_words=due_words(due_on, now), grade=row.grade,
    )  # fmt: skip


def figures(user: User, now: datetime, day: Day) -> Iterator[Figure]:
    """Yield how many follow-ups are due, by grade (R30–R32)."""
    due = day.by_grade(FOLLOW_UP)
    words = _("Follow-ups due") + " · " + " ".join(f"{grade} {count}" for grade, count in due.items())
    yield Figure(
        sum(due.values()), words, address("today.index", show="follow-ups"), rule="R30",
        counted=_("Own open opportunities whose follow-up is due today or overdue, by grade."),
    )  # fmt: skip
