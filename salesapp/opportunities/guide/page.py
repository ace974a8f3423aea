"""From a chance to a decision, as the guide tells it (R24–R37)."""

from __future__ import annotations

from salesapp.policies.queries import policies
from salesapp.web.guide import Part, Step
from salesapp.words import gettext as _


def part() -> Part:
    """Return this stretch of the guide with the numbers in force."""
    grades = policies("grade_s_max_days", "grade_a_max_days")
    rhythm = policies("followup_s_count", "followup_a_count", "followup_b_days")
    return Part(
        "opportunity",
        _("From a chance to a decision"),
        _("Keep every chance moving, win more of them, and let none be forgotten."),
        (
            Step(
                _("Open the file"),
                _("Customer, need in plain words, expected date and amount, and the one person who answers for it."),
                "R29", ((_("New opportunity"), "opportunities.new"),), ("F06",),
            ),
            Step(
                _("Grade it"),
                _("Budget, people who decide, urgency and amount each get one to five. The program suggests, you "
                  "confirm, a difference needs a reason. Up to %(grade_s_max_days)s days is S, up to "
                  "%(grade_a_max_days)s days is A, later is B; the last day belongs to the higher grade.", **grades),
                "R25–R28", ((_("Opportunities"), "opportunities.index"),), ("F06",),
            ),
            Step(
                _("Keep the rhythm"),
                _("S: %(followup_s_count)s times a week on different days, with progress of the solution and answers to "
                  "doubts. A: %(followup_a_count)s time a week, with comparisons and an online meeting. B: once in "
                  "%(followup_b_days)s days, with news of the industry and the product. Holiday weeks ask for less.",
                  **rhythm),
                "R30–R33", ((_("Board"), "board.show"),), ("F07",),
            ),
            Step(
                _("Propose pain and value together"),
                _("For each pain one answer, and for each answer a number: today, afterwards, how it was worked out."),
                "R34–R35", ((_("Proposals"), "proposals.index"),), ("F08",),
            ),
            Step(
                _("Meet doubts without contradiction"),
                _("First say that you understand, then show figures or a customer like them. Never tell the customer "
                  "that they are wrong, and never run a rival down."),
                "R36–R37",
                ((_("Objections"), "customer_objections.index"), (_("Answers to objections"), "objections.index")), ("F08",),
            ),
            Step(
                _("End every chance on purpose"),
                _("Won, lost or parked, with the cause and, where it is not won, the day to ask again."),
                "R6, R24", ((_("Board"), "board.show"),), ("F07",),
            ),
        ),
    )  # fmt: skip
