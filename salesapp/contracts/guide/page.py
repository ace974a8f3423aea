"""The contract, its approval, its hand-over, as the guide tells it (R38–R42)."""

from __future__ import annotations

from salesapp.policies.queries import policies
from salesapp.web.guide import Part, Step
from salesapp.words import gettext as _


def part() -> Part:
    """Return this stretch of the guide with the numbers in force."""
    return Part(
        "contract",
        _("The contract, its approval, its hand-over"),
        _("Sign what both sides understood, and let those who deliver know everything that was agreed."),
        (
            Step(
                _("Make it from the opportunity"),
                _("Customer, amount and terms come along; nothing is typed twice. Payment nodes add up to the amount."),
                "R38", ((_("Quotations"), "quotations.index"), (_("Contracts"), "contracts.index")), ("F09", "F10"),
            ),
            Step(
                _("Explain it clause by clause"),
                _("Delivery, payment, after-sales and the rest: note the day you explained it and what the customer "
                  "said. An objection is written down in their words."),
                "R39", ((_("Contracts"), "contracts.index"),), ("F10",),
            ),
            Step(
                _("Submit when nothing is open"),
                _("Approval starts once every required clause is confirmed, or the exception is described. Who approves "
                  "depends on the amount; nobody approves their own; an edit starts the round again."),
                "R40", ((_("Contracts"), "contracts.index"),), ("F11",),
            ),
            Step(
                _("Hand over within %(handoff_workdays)s working days", **policies("handoff_workdays")),
                _("Counted from the day after signing, with holidays and make-up days. Finance and after-sales each "
                  "confirm for themselves or send it back with what is missing; it is handed over when both have."),
                "R41–R42", ((_("Contracts"), "contracts.index"),), ("F12",),
            ),
        ),
    )  # fmt: skip
