"""What is said after a change of the file."""

from __future__ import annotations

from typing import Any

from flask import url_for

from salesapp.opportunities.models import Opportunity
from salesapp.words import gettext as _


def saved(before: str, opportunity: Opportunity) -> tuple[Any, str]:
    """Return what to say after a change: that it is saved, or that the suggested grade moved."""
    if opportunity.suggested_grade in (before, opportunity.grade):
        return _("Saved."), "ok"
    text = _("Saved. The suggested grade is %(grade)s now.", grade=opportunity.suggested_grade)
    link = url_for("grading.new_grade", opportunity_id=opportunity.id)
    return {"text": text, "link": link, "link_label": _("Look at the grade")}, "warn"
