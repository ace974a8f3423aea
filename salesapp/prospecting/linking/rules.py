"""When a row may be linked to a customer, and who of its people is one of the customer's already. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.words import gettext as _

OF_PEOPLE = ("name", "title", "mobile", "landline", "email", "wechat")


def check_customer(*, there: bool) -> None:
    """Refuse a customer that this person does not see, or only looks at."""
    if not there:
        raise ProspectRefused(_("Choose a customer that you work on."), field="customer_id")


def check_reachable(person: Mapping[str, str | None]) -> None:
    """Refuse to make a contact of somebody without a name or a number."""
    if not person.get("name") or not (person.get("mobile") or person.get("landline")):
        sentence = _("A contact needs a name and a number: complete the row first, or leave this person out.")
        raise ProspectRefused(sentence, field="people")


def is_there(person: Mapping[str, str | None], contacts: Iterable[tuple[str, str | None]]) -> bool:
    """Tell whether somebody is among contacts already: by mobile, or by name where one of the two has none."""
    for name, mobile in contacts:
        if person.get("mobile") and mobile:
            if person["mobile"] == mobile:
                return True
        elif person.get("name") == name:
            return True
    return False
