"""The process step by step, in our own words, each step with its screen and its sheet (R1–R42, R72, forms 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from salesapp.policies.queries import policy
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do and why, where it is done, which sheets it fills, which rules it follows."""

    title: str
    text: str
    rules: str
    screens: Sequence[tuple[str, str]] = ()  # words and endpoint
    forms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the way, with what it is for."""

    key: str
    title: str
    goal: str
    steps: Sequence[Step]


def parts() -> list[Part]:
    """Return the guide with the numbers that are in force now."""
    return [_first_contact(), _opportunity(), _contract(), _upkeep()]


def _numbers(*keys: str) -> dict[str, Any]:
    return {key: policy(key) for key in keys}


def _first_contact() -> Part:
    return Part(
        "first-contact",
        _("New customers and the first talk"),
        _("Find the companies that suit us, win a first trust, and learn what they really need."),
        (
            Step(
                _("Know whom you look for"),
                _("Write down industry, size, who decides and what hurts, starting from what our product does well. "
                  "Companies from a database, a fair or a referral that fit best are called first."),
                "R10–R14", ((_("Customers"), "customers.index"),), ("F01",),
            ),
            Step(
                _("Register the customer"),
                _("Use the full name of the business licence. The check for doubles runs while you type: a customer "
                  "of a colleague is not registered a second time. Say where the contact came from, and who referred it."),
                "R5, R44, R69", ((_("Register a customer"), "customers.new"),), ("F01",),
            ),
            Step(
                _("Prepare the first sentences"),
                _("Who I am, why you, what you gain, in one number, and the request for a few minutes. Take a wording "
                  "from the collection, let it fill in the names, and change it until it sounds like you."),
                "R15", ((_("Wordings"), "playbook.scripts"),),
            ),
            Step(
                _("Visit by appointment only"),
                _("Agree the time first. Take company papers, cases of the same industry and a first draft of a "
                  "solution made for this customer, not a brochure."),
                "R16–R17", (), ("F05",),
            ),
            Step(
                _("Ask before you tell"),
                _("How is it done today, what goes wrong, what does that cost, what should be different? The four "
                  "boxes of the record follow this order and show questions to choose from."),
                "R18–R19", ((_("Record a contact"), "activities.new"),), ("F05",),
            ),
            Step(
                _("Write needs as facts"),
                _("A date, a budget, a number with its unit. Mark what the customer said and what we only believe: "
                  "a guess is shown in grey until somebody says it."),
                "R20", ((_("Record a contact"), "activities.new"),), ("F05",),
            ),
            Step(
                _("Thank them within %(thank_you_hours)s hours", **_numbers("thank_you_hours")),
                _("With everything that was promised enclosed. The letter is written from a wording and sent from "
                  "your own mailbox; it counts once you say that it left. What is missing needs a reason."),
                "R21–R22", ((_("Tasks"), "activities.list_tasks"),), ("F05",),
            ),
            Step(
                _("Agree the next talk before you part"),
                _("Day, hour and purpose. Only where the customer clearly wants none does a reason take its place."),
                "R23", ((_("Tasks"), "activities.list_tasks"),), ("F05",),
            ),
        ),
    )  # fmt: skip


def _opportunity() -> Part:
    grades = _numbers("grade_s_max_days", "grade_a_max_days")
    rhythm = _numbers("followup_s_count", "followup_a_count", "followup_b_days")
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
                "R30–R33", ((_("Board"), "opportunities.board"),), ("F07",),
            ),
            Step(
                _("Propose pain and value together"),
                _("For each pain one answer, and for each answer a number: today, afterwards, how it was worked out."),
                "R34–R35", ((_("Board"), "opportunities.board"),), ("F06", "F07"),
            ),
            Step(
                _("Meet doubts without contradiction"),
                _("First say that you understand, then show figures or a customer like them. Never tell the customer "
                  "that they are wrong, and never run a rival down."),
                "R36–R37", ((_("Answers to objections"), "playbook.objections"),), ("F07",),
            ),
            Step(
                _("End every chance on purpose"),
                _("Won, lost or parked, with the cause and, where it is not won, the day to ask again."),
                "R6, R24", ((_("Board"), "opportunities.board"),), ("F07",),
            ),
        ),
    )  # fmt: skip


def _contract() -> Part:
    return Part(
        "contract",
        _("The contract, its approval, its hand-over"),
        _("Sign what both sides understood, and let those who deliver know everything that was agreed."),
        (
            Step(
                _("Make it from the opportunity"),
                _("Customer, amount and terms come along; nothing is typed twice. Payment nodes add up to the amount."),
                "R38", ((_("Contracts"), "contracts.index"),), ("F10",),
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
                _("Hand over within %(handoff_workdays)s working days", **_numbers("handoff_workdays")),
                _("Counted from the day after signing, with holidays and make-up days. Finance and after-sales each "
                  "confirm for themselves or send it back with what is missing; it is handed over when both have."),
                "R41–R42", ((_("Contracts"), "contracts.index"),), ("F12",),
            ),
        ),
    )  # fmt: skip


def _upkeep() -> Part:
    hours = _numbers("record_hours")
    return Part(
        "upkeep",
        _("What always holds"),
        _("Nine habits that keep the data worth having."),
        (
            Step(_("True"), _("Facts on the day itself; no invented talks or amounts. What is written late says so."), ""),
            Step(
                _("Timely"),
                _("A talk is written down within %(record_hours)s hours, base data within a day, changes and hand-overs "
                  "within three working days.", **hours),
                "",
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
