"""The figures of a month as the page shows them: each opens exactly its records and says how it is counted (R10, R24)."""

from __future__ import annotations

from salesapp.activities.letters.queries import FirstContacts
from salesapp.activities.letters.rules import Shown
from salesapp.home.figures.queries import Performance
from salesapp.opportunities.figures import page as opportunities
from salesapp.opportunities.figures.page import rate
from salesapp.web.addresses import address
from salesapp.web.figures import Figure
from salesapp.words import gettext as _


def of_opportunities(page: Performance) -> tuple[Figure, ...]:
    """Return the figures about opportunities."""
    month = page.period.first
    return (
        opportunities.in_time(page.kept, month),
        *opportunities.ended(page.kept, month),
        opportunities.forecast(page.weighted),
    )


def of_first_contacts(page: Performance) -> tuple[Figure, ...]:
    """Return the figures about first contacts and their letters."""
    contacts: FirstContacts = page.contacts
    month = f"{page.period.first:%Y-%m}"
    url = address("performance.letters", month=month)
    figures = [
        Figure(contacts.made, _("First contacts"), url, rule="R10", counted=_("First contacts by the day of the talk.")),
        rate(
            _("Thank-you letters in time"), contacts.letter_rate, contacts.in_time, contacts.letters,
            address("performance.letters", month=month, show=Shown.OWED), rule="R21",
            counted=_("Of the letters that are due or sent, those sent in time; one that may still be sent counts neither way."),
        ),
        rate(
            _("Became an opportunity"), contacts.conversion_rate, contacts.converted, contacts.made, url, rule="R10",
            counted=_("First contacts whose customer has an opportunity by now, its decision pending or not."),
        ),
    ]  # fmt: skip
    if contacts.noted_later:
        later = Figure(
            contacts.noted_later, _("Letters whose time was typed later"),
            address("performance.letters", month=month, show=Shown.LATER), rule="R21",
            counted=_("Counted apart: owed, and not in time."),
        )  # fmt: skip
        figures.insert(2, later)
    return tuple(figures)
