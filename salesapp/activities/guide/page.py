"""From the first talk to the thank-you letter, as the guide tells it (R10–R23)."""

from __future__ import annotations

from salesapp.policies.queries import policies
from salesapp.web.guide import Part, Step
from salesapp.words import gettext as _


def part() -> Part:
    """Return this stretch of the guide with the numbers in force."""
    return Part(
        "first-contact",
        _("New customers and the first talk"),
        _("Find the companies that suit us, win a first trust, and learn what they really need."),
        (
            Step(
                _("Know whom you look for"),
                _("Write down industry, size, who decides and what hurts, starting from what our product does well. "
                  "What must hold, what is a plus and what excludes stand apart; each version says who wrote it and why."),
                "R10–R12", ((_("Personas"), "personas.index"),), ("F02",),
            ),
            Step(
                _("Call first who fits best"),
                _("Companies from a database, a fair or a referral stand in lists, scored by the persona, high intent on "
                  "top. Each gets who calls first, within %(first_contact_workdays)s working days, and a result; one "
                  "step makes a customer of it.", **policies("first_contact_workdays")),
                "R13–R14", ((_("Prospects"), "prospects.index"), (_("Lists"), "prospect_lists.index"),
                            (_("Sources"), "prospect_sources.index")), ("F02",),
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
                "R15", ((_("Round of calls"), "calls.show"), (_("Wordings"), "wordings.show"), (_("Library"), "library.index")),
                ("F03",),
            ),
            Step(
                _("Visit by appointment only"),
                _("Agree the time first. Take company papers, cases of the same industry and a first draft of a "
                  "solution made for this customer, not a brochure."),
                "R16–R17", ((_("Plan a visit"), "visits.new"), (_("Visits"), "visit_calendar.index")), ("F04", "F05"),
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
                _("Thank them within %(thank_you_hours)s hours", **policies("thank_you_hours")),
                _("With everything that was promised enclosed. The letter is written from a wording and sent from "
                  "your own mailbox; it counts once you say that it left. What is missing needs a reason."),
                "R21–R22", ((_("Tasks"), "tasks.index"),), ("F05",),
            ),
            Step(
                _("Agree the next talk before you part"),
                _("Day, hour and purpose. Only where the customer clearly wants none does a reason take its place."),
                "R23", ((_("Tasks"), "tasks.index"),), ("F05",),
            ),
        ),
    )  # fmt: skip
