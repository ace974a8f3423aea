"""A proposal in its versions: what each needs, and to whom it may be presented when (R34, F08). Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from salesapp.chinese.texts import says
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class ProposalRefused(Refusal):
    """A proposal that does not add up, or cannot take this turn."""


class Status(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    PRESENTED = "presented"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATUS_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return TONES[self]


STATUS_LABELS = {
    Status.DRAFT: _l("Draft"),
    Status.PRESENTED: _l("Presented"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
TONES = {Status.DRAFT: "warn", Status.PRESENTED: "ok", Status.WITHDRAWN: "no"}


def version_words(major: int, minor: int) -> str:
    """Return a version as people say it: V1.2."""
    return f"V{major}.{minor}"


def next_version(latest: tuple[int, int] | None, *, anew: bool) -> tuple[int, int]:
    """Return the version after the latest one: V1.0 first, then V1.1, V1.2; V2.0 where the solution is another one."""
    if latest is None:
        return 1, 0
    major, minor = latest
    return (major + 1, 0) if anew else (major, minor + 1)


# --------------------------------------------------------------------------------------- refusals


def check_title(title: str | None) -> None:
    """Refuse a proposal without a name."""
    if not says(title):
        raise ProposalRefused(_("Give the proposal a name."), field="title")


def check_draft(status: str) -> None:
    """Refuse to change what was presented or withdrawn: a new version is."""
    if status != Status.DRAFT:
        sentence = _("This version is %(status)s: make a new one.", status=Status(status).label)
        raise ProposalRefused(sentence)


def check_no_draft(draft: tuple[int, int] | None) -> None:
    """Refuse a second draft beside one that is there already."""
    if draft is not None:
        sentence = _(
            "%(version)s is still a draft: complete or withdraw it first.", version=version_words(*draft)
        )
        raise ProposalRefused(sentence, field="title")


def check_open(is_open: bool) -> None:
    """Refuse to propose for the sake of an opportunity that has ended."""
    if not is_open:
        raise ProposalRefused(_("This opportunity has ended: take it up again first."))


def check_presentation(
    on: date | None, *, today: date, opened_on: date, before: date | None, listeners: int
) -> None:
    """Refuse a presentation to nobody, to come, before the opportunity was opened, or before that of an earlier version."""
    check_all(lambda: _check_day(on, today, opened_on, before), lambda: _check_listeners(listeners))


def _check_day(on: date | None, today: date, opened_on: date, before: date | None) -> None:
    if on is None:
        return
    if on > today:
        raise ProposalRefused(_("This day is still to come."), field="presented_on")
    if on < opened_on:
        sentence = _("The opportunity was opened on %(day)s only.", day=opened_on.isoformat())
        raise ProposalRefused(sentence, field="presented_on")
    if before is not None and on < before:
        sentence = _("The version before was presented on %(day)s.", day=before.isoformat())
        raise ProposalRefused(sentence, field="presented_on")


def _check_listeners(listeners: int) -> None:
    if not listeners:
        raise ProposalRefused(_("Choose to whom it was presented."), field="listener_ids")


def check_why(why: str | None) -> str:
    """Refuse to withdraw a version, or to make the next one, without saying why."""
    said = (why or "").strip()
    if not says(said):
        raise ProposalRefused(_("This must be filled in."), field="why")
    return said
