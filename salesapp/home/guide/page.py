"""The process step by step, in our own words, each step with its screen and its sheet (R1–R42, R72, forms 2.3)."""

from __future__ import annotations

from salesapp.policies.queries import policies
from salesapp.web.guide import Part, Step
from salesapp.words import gettext as _


def upkeep() -> Part:
    """Return the habits that hold whatever one works on."""
    hours = policies("record_hours", "handoff_workdays")
    return Part(
        "upkeep",
        _("What always holds"),
        _("Nine habits that keep the data worth having."),
        (
            Step(_("True"), _("Facts on the day itself; no invented talks or amounts. What is written late says so."), ""),
            Step(
                _("Timely"),
                _("A talk is written down within %(record_hours)s hours, base data within a day, changes and hand-overs "
                  "within %(handoff_workdays)s working days.", **hours),
                "R45",
            ),
            Step(_("Confidential"), _("Customer data serve the work and nothing else. Exports, prints and looks at full "
                                      "numbers are on record."), ""),
            Step(_("Careful with promises"), _("Promise what may be approved; anything else is reviewed first."), ""),
            Step(_("Clean"), _("No private favours; gifts and offers are entered; no seal before the last approval."), ""),
            Step(_("Respectful"), _("No flat denial of what the customer thinks, no bad word about a rival."), ""),
            Step(_("Together"), _("A hand-over is confirmed by who receives it, not by who sends it."), ""),
            Step(_("Up to date"), _("Sheets are reviewed twice a year; version and day of effect stand on each."), "",
                 ((_("Forms"), "documents.index"),)),
            Step(_("Measured"), _("A small company may leave columns out; what is marked as required stays."), ""),
        ),
    )  # fmt: skip
