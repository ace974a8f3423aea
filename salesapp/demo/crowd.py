"""The people of customers in bulk, and what is known of those who bought."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from salesapp.chinese import phone_search, pinyin
from salesapp.demo import names
from salesapp.web import clock

CONTACTS = 3  # for one customer
ROLES = ("influencer", "decider", "user", "gatekeeper", "coach")


def contacts(random: Random, first: int, customers: Sequence[dict]) -> list[dict[str, Any]]:
    """Return three people for each customer; the first is the key contact."""
    rows: list[dict[str, Any]] = []
    for customer in customers:
        for nth in range(CONTACTS):
            number = first + len(rows)
            name, (title, department) = names.person(random), random.choice(names.POSTS)
            mobile = names.mobile(number)
            rows.append(
                {
                    "id": number, "customer_id": customer["id"], "name": name, "name_key": name,
                    "pinyin": _pinyin(name), "title": title,
                    "department": department, "mobile": mobile, "mobile_tail": phone_search.tail(mobile),
                    "email": f"c{number}@example.cn", "decision_role": ROLES[nth], "privacy_notice_way": "card",
                    "privacy_notice_on": clock.local(customer["created_at"]).date(), "is_key": nth == 0,
                    "accepts_greetings": True, "status": "active", "created_by_id": customer["owner_id"],
                    "created_at": customer["created_at"], "version": 1,
                }
            )  # fmt: skip
    return rows


def code_those_who_bought(customers: Sequence[dict], opportunities: Sequence[dict]) -> None:
    """Give each customer that has bought its credit code, which a contract wants."""
    bought = {one["customer_id"] for one in opportunities if one["status"] == "won"}
    for customer in customers:
        if customer["id"] in bought:
            customer["credit_code"] = names.code(customer["region"], customer["id"])


def _pinyin(name: str) -> str:
    known = _pinyin.__dict__
    if name not in known:
        known[name] = " ".join(pinyin.readings_of_name(name))[:200]
    return known[name]
