"""Deals in bulk: in every stage and ending, each with the history that led there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from salesapp.customers.search.rules import titled
from salesapp.demo.talk import TALKS
from salesapp.web import clock

STAGES = ("first_contact", "need_confirmed", "proposal", "negotiation", "contract_approval")
WIN_RATES = dict(zip(STAGES, (10, 30, 50, 75, 90), strict=True))
PRODUCTS = ("software", "implementation", "maintenance", "hardware")
WEIGHTS = (30, 30, 25, 15)


def deal(
    random: Random,
    number_id: int,
    number: str,
    *,
    customer: dict,
    contact_id: int,
    born: datetime,
    today: date,
    at: datetime,
) -> dict[str, Any]:
    """Return one opportunity, open or ended, as a row."""
    amount = Decimal(random.randrange(30, 1800) * 1000)
    scores = [random.randrange(1, 6) for _ in range(3)] + [
        1 + sum(amount >= step * 10000 for step in (5, 20, 50, 100))
    ]
    status = random.choices(("open", "won", "lost", "parked"), (40, 28, 24, 8))[0]
    stage = random.choices(STAGES, (30, 26, 22, 14, 8))[0] if status == "open" else random.choice(STAGES[2:])
    ends = min(born + timedelta(days=random.randrange(20, 160)), at) if status != "open" else None
    close_on = today + timedelta(days=random.randrange(-8, 200)) if ends is None else ends.date()
    grade = grade_for((close_on - today).days) if ends is None else random.choice("SAB")
    talk = random.choice(TALKS)
    name = f"{customer['short_name']}{talk.summary[:12]}项目"
    return {
        "id": number_id, "number": number, "name": name, "search_text": titled(name, number),
        "customer_id": customer["id"], "key_contact_id": contact_id,
        "owner_id": customer["owner_id"], "need": f"{talk.problem}{talk.need}",
        "product_type": random.choice(PRODUCTS), "amount": amount, "expected_close_on": close_on,
        "budget_score": scores[0], "chain_score": scores[1], "urgency_score": scores[2], "amount_score": scores[3],
        "total_score": Decimal(sum(s * w for s, w in zip(scores, WEIGHTS, strict=True))) / 100,
        "suggested_grade": grade, "grade": grade, "stage": stage, "stage_since": ends or born + (at - born) * 0.6,
        "win_rate": {"won": 100, "lost": 0}.get(status, WIN_RATES[stage]), "status": status,
        "closed_on": ends.date() if ends else None, "endings": 1 if ends else 0,
        "cycle_days": (ends.date() - clock.local(born).date()).days if ends else None,
        "close_reason": {"lost": "price", "parked": "budget"}.get(status), "close_note": None,
        "recontact_on": today + timedelta(days=30) if status == "parked" else None,
        "next_due_on": today + timedelta(days=random.randrange(-3, {"S": 4, "A": 8, "B": 15}[grade])) if ends is None else None,
        "last_follow_up_at": None, "week_of": None, "week_count": 0, "created_by_id": customer["owner_id"],
        "created_at": born, "updated_at": ends or born + (at - born) * random.random(), "version": 1,
    }  # fmt: skip


def grade_for(days: int) -> str:
    """Return the grade that fits the days left (R26–R28)."""
    return "S" if days <= 30 else "A" if days <= 90 else "B"


def stage_changes(opportunities: Sequence[dict]) -> Iterator[dict[str, Any]]:
    """Yield the moves over the board that led each opportunity to where it is."""
    for one in opportunities:
        path = STAGES[: STAGES.index(one["stage"]) + 1]
        last = one["stage_since"]
        steps = [
            one["created_at"] + (last - one["created_at"]) * n / max(1, len(path) - 1)
            for n in range(len(path))
        ]
        before = None
        for stage, moment in zip(path, steps, strict=True):
            yield _change(one, before, stage, moment)
            before = stage
        if one["status"] != "open":
            yield _change(one, before, one["status"], last)


def _change(one: dict, before: str | None, after: str, moment: datetime) -> dict[str, Any]:
    return {
        "opportunity_id": one["id"],
        "before": before,
        "after": after,
        "by_id": one["owner_id"],
        "at": moment,
        "reason": None,
    }


def grade_changes(opportunities: Sequence[dict]) -> Iterator[dict[str, Any]]:
    """Yield the first grade of each opportunity."""
    for one in opportunities:
        yield {
            "opportunity_id": one["id"], "field": "grade", "before": None, "after": one["grade"],
            "by_id": one["owner_id"], "at": one["created_at"], "reason": None,
        }  # fmt: skip


def follow_ups(activities: Sequence[dict], opportunities: Sequence[dict]) -> list[dict[str, Any]]:
    """Return the follow-ups that the contact records were, and tell the opportunities of the last one."""
    known = {one["id"]: one for one in opportunities if one["status"] == "open"}
    rows = []
    for activity in activities:
        one = known.get(activity["opportunity_id"])
        if one is not None:
            day, end = clock.local(activity["ended_at"]).date(), activity["ended_at"]
            one["last_follow_up_at"] = end
            rows.append(
                {
                    "opportunity_id": one["id"], "by_id": activity["created_by_id"], "at": end,
                    "day": day, "due_on": day, "on_time": True,
                }
            )  # fmt: skip
    return rows
