"""Years of contact records in bulk: a few customers are talked to often, most now and then."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from salesapp.activities.models import Activity
from salesapp.demo.talk import TALKS
from salesapp.web import clock

if TYPE_CHECKING:
    from salesapp.demo.volume import Volume

ACTIVITIES = 10  # for one customer
CHANNELS = ("phone", "phone", "visit", "wechat", "mail", "meeting")


class Conversations:
    """The contact records of one run."""

    def __init__(self, volume: Volume):
        self.volume = volume

    def between(
        self, customers: Sequence[dict], opportunities: Sequence[dict], people: dict[int, list[dict]]
    ) -> tuple[list[dict[str, Any]], list[dict[str, int]]]:
        """Return the contact records and whom they were with. A tenth of the customers has half of the records."""
        random, first = self.volume.random, self.volume.next_id(Activity)
        weights = list(accumulate(9 if index % 10 == 0 else 1 for index in range(len(customers))))
        deals_of: dict[int, list[dict]] = {}
        for opportunity in opportunities:
            deals_of.setdefault(opportunity["customer_id"], []).append(opportunity)
        plan = []
        for _ in range(ACTIVITIES * len(customers)):
            customer = customers[bisect(weights, random.random() * weights[-1])]
            deal = (
                random.choice(deals_of[customer["id"]])
                if customer["id"] in deals_of and random.random() < 0.6
                else None
            )
            plan.append(
                (
                    self._worktime(self.volume.between((deal or customer)["created_at"], random.random())),
                    customer,
                    deal,
                )
            )
        plan.sort(key=lambda each: each[0])
        numbers = self.volume.numbers("activity", [clock.local(moment).date() for moment, _, _ in plan])
        rows, links, met = [], [], set()
        for index, ((start, customer, deal), number) in enumerate(zip(plan, numbers, strict=True)):
            talk, end = random.choice(TALKS), start + timedelta(minutes=random.randrange(5, 90))
            is_first = customer["id"] not in met
            met.add(customer["id"])
            rows.append(
                {
                    "id": first + index, "number": number, "customer_id": customer["id"],
                    "opportunity_id": deal["id"] if deal else None, "started_at": start, "ended_at": end,
                    "channel": random.choice(CHANNELS), "kind": "general",
                    "is_first": is_first, "summary": talk.summary, "situation": talk.situation, "problem": talk.problem,
                    "implication": talk.implication, "need_payoff": talk.need,
                    "conclusion": random.choice(("up", "level", "level", "down")),
                    "no_next_reason": "客户明确暂不需要", "late_entry": False,
                    "created_by_id": customer["owner_id"],
                    "created_at": end, "version": 1,
                }
            )  # fmt: skip
            links.append(
                {"activity_id": first + index, "contact_id": random.choice(people[customer["id"]])["id"]}
            )
            customer["last_contact_at"] = customer["updated_at"] = end
        return rows, links

    def _worktime(self, moment: datetime) -> datetime:
        """Return the same day, at an hour at which people are in the office, and never after now."""
        local = clock.local(moment)
        inside = local.replace(hour=9 + local.hour % 9, second=0, microsecond=0)
        return min(inside, self.volume.at - timedelta(hours=2))
