"""What an import changes of somebody known: gaps are filled, or what differs is taken over; nothing is ever emptied. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salesapp.chinese import company_names, phone_search
from salesapp.chinese.currencies import YUAN
from salesapp.prospecting.imports.verdicts.rules import Choice

#: What a row says, and what the same is called at a customer.
OF_CUSTOMER = {
    "credit_code": "credit_code", "industry": "industry", "region": "region", "annual_output": "revenue",
    "headcount": "headcount", "address": "address", "phone": "phone", "website": "website", "decision_chain": "decision_chain",
    "pain_points": "pain_points", "founded_on": "founded_on", "registered_capital": "registered_capital", "postcode": "postcode",
}  # fmt: skip
OF_PROSPECT = ("credit_code", "industry", "region", "annual_output", "headcount", "address", "phone", "website", "founded_on",
               "registered_capital", "capital_currency", "postcode", "qq", "decision_chain", "pain_points",
               "remark")  # fmt: skip


def changes(now: Mapping[str, Any], said: Mapping[str, Any], choice: Choice) -> dict[str, Any]:
    """Return what changes: where nothing stood, and with UPDATE also where something else did."""
    found = {}
    for name, value in said.items():
        if value in (None, "") or name not in now or now[name] == value:
            continue
        empty = now[name] in (None, "")
        if empty or (choice is Choice.UPDATE and not _same(name, now[name], value)):
            found[name] = value
    return found


def of_customer(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row says under the names of a customer, whose capital is in yuan."""
    said = {OF_CUSTOMER[name]: value for name, value in values.items() if name in OF_CUSTOMER}
    if values.get("capital_currency", YUAN) != YUAN:
        said.pop("registered_capital", None)
    return said


def _same(name: str, one: Any, other: Any) -> bool:
    """Tell whether two texts differ in marks and blanks only: that is no update."""
    if name in ("address", "full_name") and isinstance(one, str):
        return company_names.normalise(one).replace("，", "") == company_names.normalise(str(other)).replace(
            "，", ""
        )
    return bool(one == other)


def new_people(
    known: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the people that are not known yet: by mobile, landline or name."""
    mobiles = {one.get("mobile") for one in known if one.get("mobile")}
    numbers = {phone_search.comparable(one.get("landline")) for one in known if one.get("landline")}
    names = {one.get("name") for one in known if one.get("name")}
    return [
        one
        for one in said
        if one.get("mobile") not in mobiles
        and one.get("name") not in names
        and phone_search.comparable(one.get("landline")) not in numbers - {None}
        and (one.get("name") or one.get("mobile") or one.get("landline"))
    ]
