"""What templates say about opportunities: stages, endings, causes, changes, rhythms."""

from __future__ import annotations

from flask import url_for

from salesapp.opportunities import fragments, policies, rules
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.record import Change
from salesapp.playbook.queries import label
from salesapp.policies.queries import policy
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

LEADS = ("supervisor", "director")
FIELDS = {
    "stage": _l("Stage"),
    "grade": _l("Grade"),
    "suggested_grade": _l("Suggested grade"),
    "amount": _l("Expected amount"),
    "expected_close_on": _l("Expected date of the deal"),
    "win_rate": _l("Win rate"),
    "owner": _l("Owner"),
}
STEPS = {**rules.STAGE_LABELS, **rules.STATUS_LABELS}
DECISIONS = {"agree": _l("Agree"), "supplement": _l("Add more"), "reject": _l("Do not open")}


def stage_words(code: str | None) -> str:
    """Return a stage or an ending in words."""
    return str(STEPS.get(code, code or ""))


def change_words(change: Change) -> tuple[str, str]:
    """Return what changed, and how: (Grade, A → S)."""
    before, after = change.before, change.after
    if change.field == "stage":
        before, after = stage_words(before) if before else None, stage_words(after)
    how = f"{before} → {after}" if before else _("opened: %(after)s", after=after)
    return str(FIELDS.get(change.field, change.field)), how


def reason_words(change: Change) -> str:
    """Return why it changed; of an ending that is the cause from the dictionary."""
    return label("close_reason", change.reason) if change.after in rules.ENDINGS else change.reason or ""


def rhythm_words(grade: str) -> str:
    """Return how often a grade is followed up: 每周 2 次 (F06 跟进计划)."""
    rhythm = policies.cadence().rhythms[grade]
    if rhythm.weekly:
        return ngettext("once a week", "%(num)d times a week", rhythm.count)
    return _("%(count)s in %(days)s days", count=rhythm.count, days=rhythm.days)


def saved(before: str, opportunity: Opportunity) -> tuple[object, str]:
    """Return what to say after a change: that it is saved, or that the suggested grade moved."""
    if opportunity.suggested_grade in (before, opportunity.grade):
        return _("Saved."), "ok"
    text = _("Saved. The suggested grade is %(grade)s now.", grade=opportunity.suggested_grade)
    link = url_for("opportunities.new_grade", opportunity_id=opportunity.id)
    return {"text": text, "link": link, "link_label": _("Look at the grade")}, "warn"


def decision_words(code: str | None) -> str:
    """Return the supervisor's word on a file."""
    return str(DECISIONS[code]) if code in DECISIONS else ""


GLOBALS = {
    "drawn_card": fragments.card,
    "drawn_line": fragments.line,
    "drawn_breach": fragments.breach,
    "stage_words": stage_words,
    "change_words": change_words,
    "reason_words": reason_words,
    "rhythm_words": rhythm_words,
    "decision_words": decision_words,
    "opportunity_stages": lambda: rules.STAGES,
    "stuck_days": lambda: policy("board_stuck_days"),
    "stages_by_hand": lambda: rules.BY_HAND,
}
