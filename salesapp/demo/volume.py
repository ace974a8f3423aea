"""Volume: many customers with their people, deals and years of contact records, fast and always the same.

Rows go in by bulk inserts. They keep every rule that the verbs keep (numbers without gaps, histories that lead to the
present stage, due dates that fit the grade). The audit trail tells of the contracts only.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select

from salesapp import foundation
from salesapp.accounts.models import User
from salesapp.activities.models import Activity, activity_contact, activity_user
from salesapp.chinese import company_names, pinyin
from salesapp.customers.contacts.models import Contact
from salesapp.customers.duplicates import models as name_pieces
from salesapp.customers.duplicates.models import name_piece
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import OwnerChange
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.pairs import models as pairs
from salesapp.customers.search.pairs.models import search_pair
from salesapp.db import db
from salesapp.demo import crowd, deals, names
from salesapp.demo.agreed import Copies
from salesapp.demo.conversations import Conversations
from salesapp.demo.sequences import move_sequence
from salesapp.demo.talk import TALKS
from salesapp.documents.numbering.actions import next_numbers
from salesapp.documents.numbering.rules import number_kind
from salesapp.home.pictures.sums import actions as pictures
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.grading.models import GradeChange
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.sums import actions as sums
from salesapp.web import clock
from salesapp.work.actions import refresh
from salesapp.work.kinds.rules import sources

OPPORTUNITIES, ACTIVITIES = 2, 10  # of each, for one customer
YEARS = 3
BATCH = 5000
SOURCES = ("database", "fair", "referral", "online", "cold_visit", "tender", "repeat", "other")


class NobodySells(Exception):
    """There is no sales rep who could own what is to be made."""


def add_volume(*, customers: int, seed: int, at: datetime) -> dict[str, int]:
    """Add so many customers, three times as many contacts, twice the opportunities, ten times the activities; commit.

    Half as many contracts are like those of the demo company, where it has moved in.

    The same seed on the same day makes the same rows. Returns how many rows of each kind there are now more.
    """
    reps = db.session.scalars(select(User.id).where(User.role == "rep", User.active).order_by(User.id)).all()
    if not reps:
        raise NobodySells("no sales rep has an account yet")
    volume = Volume(reps, Random(seed), at)
    made = volume.fill(customers)
    for model in (Customer, Contact, Opportunity, Activity):
        move_sequence(model.__tablename__)
    foundation.analyse(at=at)
    db.session.commit()
    return made


class Volume:
    """The rows of one run, in the order in which they refer to each other."""

    def __init__(self, reps: Sequence[int], random: Random, at: datetime):
        self.reps, self.random, self.at = reps, random, at
        self.today = clock.local(at).date()

    def fill(self, count: int) -> dict[str, int]:
        """Make everything and return how many of each."""
        customers = self.customers(count)
        contacts = crowd.contacts(self.random, self.next_id(Contact), customers)
        by_customer: dict[int, list[dict]] = {}
        for contact in contacts:
            by_customer.setdefault(contact["customer_id"], []).append(contact)
        for customer in customers:
            people = [(each["name"], each["mobile"]) for each in by_customer[customer["id"]]]
            called = (customer["full_name"], customer["short_name"])
            customer["search_text"] = search_text.compose(called, customer["number"], people)
        opportunities = self.opportunities(customers, by_customer)
        crowd.code_those_who_bought(customers, opportunities)
        activities, links = Conversations(self).between(customers, opportunities, by_customer)
        spoken: dict[int, datetime] = {}
        for one in activities:
            known = spoken.setdefault(one["customer_id"], one["ended_at"])
            spoken[one["customer_id"]] = min(known, one["ended_at"])
        for customer in customers:
            customer["spoken_at"] = spoken.get(customer["id"])
        follow_ups = deals.follow_ups(activities, opportunities)
        self._insert(Customer, customers)
        self._insert(
            name_piece, (row for one in customers for row in name_pieces.rows(one["id"], one["core_name"]))
        )
        self._insert(Contact, contacts)
        self._insert(OwnerChange, (self._first_owner(customer) for customer in customers))
        self._insert(Opportunity, opportunities)
        self._insert(StageChange, deals.stage_changes(opportunities))
        self._insert(GradeChange, deals.grade_changes(opportunities))
        for model, made in ((Customer, customers), (Contact, contacts), (Opportunity, opportunities)):
            for start in range(0, len(made), BATCH):
                some = made[start : start + BATCH]
                self._insert(search_pair, (row for one in some for row in pairs.rows(model, one)))
        self._insert(Activity, activities)
        self._insert(activity_contact, links)
        self._insert(
            activity_user, ({"activity_id": a["id"], "user_id": a["created_by_id"]} for a in activities)
        )
        self._insert(FollowUp, follow_ups)
        self._ask([one["id"] for one in opportunities])
        sums.mend()
        contracts = Copies(self.random, self.numbers, self.at).make(count // 2, opportunities, customers)
        pictures.mend()
        return {
            "customers": len(customers),
            "contacts": len(contacts),
            "opportunities": len(opportunities),
            "activities": len(activities),
            "contracts": contracts,
        }

    def _ask(self, opportunities: Sequence[int]) -> None:
        """Write what the opportunities ask for, as their verbs would have done."""
        for start in range(0, len(opportunities), BATCH):
            refresh(sources()["opportunity"], opportunities[start : start + BATCH], at=self.at)

    # ------------------------------------------------------------------------------- the rows

    def customers(self, count: int) -> list[dict[str, Any]]:
        """Return the customers, oldest first, with the numbers of their years."""
        random, first = self.random, self.next_id(Customer)
        days = sorted(random.randrange(1, 365 * YEARS) for _ in range(count))
        days.reverse()
        moments = [self._moment(self.today - timedelta(days=day)) for day in days]
        numbers = self.numbers("customer", [clock.local(moment).date() for moment in moments])
        rows = []
        for index, (moment, number) in enumerate(zip(moments, numbers, strict=True)):
            full_name, short_name, (place, region, area), (trade, industry) = names.company(first + index)
            owner = random.choice(self.reps)
            phone = f"{area}-6{random.randrange(10**6, 10**7)}"
            rows.append(
                {
                    "id": first + index, "number": number, "full_name": full_name, "short_name": short_name,
                    "name_key": company_names.normalise(full_name), "core_name": company_names.core(full_name),
                    "core_sound": company_names.sound(company_names.core(full_name)), "sort_key": pinyin.sort_key(full_name),
                    "credit_code": names.code(region, first + index) if random.random() < 0.7 else None,
                    "credit_code_kind": "code", "kind": random.choice(("potential", "potential", "intending", "won", "lost")),
                    "industry": industry, "size": random.choice(("medium", "small", "small", "micro", "large")),
                    "headcount": random.randrange(20, 900), "region": region, "phone": phone,
                    "phone_key": "".join(filter(str.isdigit, phone)), "address": f"{place}某某路 {random.randrange(1, 999)} 号",
                    "first_contact_at": moment, "source_channel": random.choice(SOURCES), "source_note": "某某介绍",
                    "pain_points": random.choice(TALKS).problem, "activity_level": "medium",
                    "tier": random.choice(("ordinary", "ordinary", "core", "strategic")),
                    "owner_id": owner, "owner_since": moment, "created_by_id": owner,
                    "created_at": moment, "updated_at": moment, "last_contact_at": None, "version": 1,
                }
            )  # fmt: skip
        return rows

    def opportunities(self, customers: Sequence[dict], people: dict[int, list[dict]]) -> list[dict[str, Any]]:
        """Return two deals for each customer on average, in every stage and ending."""
        random, first = self.random, self.next_id(Opportunity)
        chosen = sorted(
            ((random.choice(customers), random.random()) for _ in range(OPPORTUNITIES * len(customers))),
            key=lambda pair: self.between(pair[0]["created_at"], pair[1]),
        )
        moments = [self.between(customer["created_at"], share) for customer, share in chosen]
        numbers = self.numbers("opportunity", [clock.local(moment).date() for moment in moments])
        return [
            deals.deal(
                random, first + index, number, customer=customer, contact_id=people[customer["id"]][0]["id"],
                born=moment, today=self.today, at=self.at,
            )
            for index, ((customer, _), moment, number) in enumerate(zip(chosen, moments, numbers, strict=True))
        ]  # fmt: skip

    @staticmethod
    def _first_owner(customer: dict) -> dict[str, Any]:
        owner = customer["owner_id"]
        return {
            "customer_id": customer["id"],
            "from_id": None,
            "to_id": owner,
            "by_id": owner,
            "at": customer["created_at"],
        }

    # ---------------------------------------------------------------------------- the ground

    def _moment(self, day: date) -> datetime:
        return clock.at(day, self.random.randrange(9, 18), self.random.randrange(60))

    def between(self, since: datetime, share: float) -> datetime:
        """Return a moment between then and an hour ago."""
        return since + (self.at - timedelta(hours=2) - since) * share

    def numbers(self, kind: str, days: Sequence[date]) -> list[str]:
        """Take the numbers of a kind for days in order: each period counts on from what it has."""
        periods = [
            day.replace(day=1) if number_kind(kind).monthly else day.replace(month=1, day=1) for day in days
        ]
        taken = {period: iter(next_numbers(kind, period, count)) for period, count in Tally(periods).items()}
        return [next(taken[period]) for period in periods]

    @staticmethod
    def next_id(model: type[Any]) -> int:
        return (db.session.scalar(select(func.max(model.id))) or 0) + 1

    @staticmethod
    def _insert(model: type | Table, rows: Iterable[dict]) -> None:
        table, rows = getattr(model, "__table__", model), list(rows)
        for start in range(0, len(rows), BATCH):
            db.session.connection().execute(insert(table), rows[start : start + BATCH])
