"""From the plot to deeds: registration, conversations, thank-you letters, people who leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.activities import actions as activities
from salesapp.activities.letters.actions import send_letter
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.contracts.models import Contract
from salesapp.customers import actions as customers
from salesapp.customers.contacts import actions as contacts
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from salesapp.demo import names
from salesapp.demo.companies import COMPANIES, Company, Person
from salesapp.demo.diary import Diary
from salesapp.demo.plot import Plot, Talk
from salesapp.demo.talk import TALKS
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock

#: 客户原话 and 我方判断, by the conversation that they came up in
NEEDS = (
    ("budget", "预算不超过 40 万元", Decimal(40), "万元", "quote"),
    ("time", "一个月内和现有系统打通", Decimal(1), "个月", "quote"),
    ("function", "能看到插单对交期的影响", None, None, "quote"),
    ("service", "现场要有人驻点两周", Decimal(2), "周", "judgement"),
)


class Story:
    """One customer's life as it unfolds: what was made on the way is kept for the deeds that follow."""

    customer: Customer  # once registered
    first: Activity  # once they have talked

    def __init__(self, diary: Diary, plot: Plot, number: int):
        self.diary, self.plot, self.number = diary, plot, number
        self.company: Company = COMPANIES[plot.company]
        self.deals: list[Opportunity] = []
        self.framework: Contract | None = None  # what later contracts are called off from
        self.starts = [self._start(talk) for talk in plot.talks]

    # --------------------------------------------------------------------------------- planning

    def plan(self) -> None:
        """Write the deeds of this customer into the diary."""
        owner = self.company.owner
        self.diary.write(self.starts[0] - timedelta(minutes=40), owner, self.register)
        for index, talk in enumerate(self.plot.talks):
            told = self._told(index)
            self.diary.write(told, owner, self._tell(index))
            if talk.comment:
                self.diary.write(told + timedelta(hours=2), self.lead(), self._comment(talk.comment))
        if self.plot.thank_you.hours is not None:
            sent = self._end(0) + timedelta(hours=self.plot.thank_you.hours)
            self.diary.write(max(sent, self._told(0) + timedelta(minutes=10)), owner, self.thank)
        for username, note in self.plot.shared_with:
            self.diary.write(self.starts[0] + timedelta(days=1), owner, self._share(username, note))
        if self.plot.leaves:
            self.diary.write(self.diary.on(self.plot.leaves[0], 16), owner, self.leave)

    def _start(self, talk: Talk) -> datetime:
        if talk is self.plot.talks[0] and self.plot.hours_ago is not None:
            return self.diary.now - timedelta(hours=self.plot.hours_ago) - self.length(talk)
        return min(self.diary.on(talk.ago, talk.hour), self.diary.now - timedelta(hours=2))

    def _end(self, index: int) -> datetime:
        return self.starts[index] + self.length(self.plot.talks[index])

    def _told(self, index: int) -> datetime:
        """When a conversation was written down: within the hour, now and then only the next day."""
        end = self._end(index)
        told = end + (timedelta(minutes=45) if (self.number + index) % 7 else timedelta(hours=20))
        return told if told < self.diary.now else end + timedelta(minutes=5)

    @staticmethod
    def length(talk: Talk) -> timedelta:
        """Return how long a conversation takes by its kind."""
        return timedelta(minutes={"visit": 80, "meeting": 60, "video": 45, "phone": 15}.get(talk.channel, 5))

    def lead(self) -> str:
        """Return the supervisor of the owner; above a supervisor stands the director."""
        return {"chen": "ma", "lin": "xu", "fang": "xu"}.get(self.company.owner, "tang")

    # --------------------------------------------------------------------------------- deeds

    def register(self, by: User, at: datetime) -> None:
        """Enter the company and its people, as the form would."""
        company = self.company
        values = {
            "full_name": company.full_name, "short_name": company.short_name, "kind": self._kind(), "industry": company.industry,
            "credit_code": None if self.number % 5 == 4 else names.code(company.region, names.STORY_CODES + self.number),
            "credit_code_kind": "none" if self.number % 5 == 4 else "code",
            "region": company.region, "size": company.size, "headcount": company.headcount,
            "revenue": Decimal(company.revenue * 10000),
            "address": "某某路 * 号", "phone": None, "first_contact_at": at, "source_channel": company.source,
            "source_note": company.source_note, "decision_chain": company.chain, "pain_points": company.pain,
            "current_products": company.products, "budget_timing": company.budget,
        }  # fmt: skip
        people = [self._person(person, nth, at) for nth, person in enumerate(company.people)]
        everybody = db.session.scalars(select(Customer.id)).all()
        self.customer = customers.register(
            values, by=by, at=at, today=clock.local(at).date(), contacts=people, aware_of=everybody
        )

    def _kind(self) -> str:
        if any(paper and paper.signed is not None for paper in self.plot.papers):
            return "won"
        return "intending" if self.plot.deals else "potential"

    def _person(self, person: Person, nth: int, at: datetime) -> dict[str, Any]:
        return {
            "name": person.name, "salutation": person.salutation, "title": person.title, "department": person.department,
            "mobile": names.mobile(names.STORY_MOBILES + self.number * 10 + nth), "email": f"p{self.number}{nth}@example.cn",
            "decision_role": person.role, "preference": ("phone", "mail", "wechat", "visit")[(self.number + nth) % 4],
            "privacy_notice_way": ("card", "mail", "in_person")[nth % 3], "privacy_notice_on": clock.local(at).date(),
            "is_key": nth == 0,
        }  # fmt: skip

    def _tell(self, index: int):
        talk, start = self.plot.talks[index], self.starts[index]

        def tell(by: User, at: datetime) -> None:
            """Write down one conversation with its needs, its promises and what comes next."""
            words = TALKS[talk.words] if talk.words is not None else None
            deal = (
                self.deals[-1] if talk.with_deal and self.deals and self.deals[-1].status == "open" else None
            )
            record = activities.record_contact(
                {
                    "customer_id": self.customer.id, "opportunity_id": deal.id if deal else None, "started_at": start,
                    "ended_at": start + self.length(talk), "channel": talk.channel, "is_first": index == 0,
                    "contacts": [self._present(talk.person).id], "conclusion": talk.conclusion,
                    "summary": words.summary if words else "同步进展，对方内部讨论中", "situation": words and words.situation,
                    "problem": words and words.problem, "implication": words and words.implication,
                    "need_payoff": words and words.need, "needs": self._needs(index), "promises": self._promises(index, start),
                    **self._next(index),
                },
                by=by, at=at,
            )  # fmt: skip
            if index == 0:
                self.first = record

        return tell

    def _present(self, person: int) -> Contact:
        staff = [contact for contact in self.customer.contacts if contact.status == "active"]
        return staff[min(person, len(staff) - 1)]

    def _needs(self, index: int) -> list[dict[str, Any]]:
        picked = NEEDS[:2] if index == 0 else NEEDS[2:] if self.plot.talks[index].words is not None else ()
        keys = ("category", "content", "value", "unit", "source")
        return [dict(zip(keys, need, strict=True)) for need in picked]

    def _promises(self, index: int, start: datetime) -> list[dict[str, Any]]:
        day = clock.local(start).date()
        if index == 0:
            return [
                {"side": "ours", "content": words, "due_on": day + timedelta(days=3)}
                for words in self.plot.thank_you.promises
            ]
        if self.plot.talks[index].channel in ("visit", "meeting"):
            return [{"side": "theirs", "content": "提供现有数据样例", "due_on": day + timedelta(days=7)}]
        return []

    def _next(self, index: int) -> dict[str, Any]:
        """Return what was agreed for the next time; the last conversation leads to what is due now."""
        if index + 1 < len(self.plot.talks):
            return {
                "next_at": self.starts[index + 1],
                "next_purpose": ("需求细化", "方案演示", "商务沟通", "进展同步")[index % 4],
            }
        coming = self.plot.next
        if coming.days is None:
            return {"next_at": None, "no_next_reason": coming.none_because}
        day = (
            self.diary.today if coming.days == 0 else clock.local(self.diary.to_come(coming.days, 12)).date()
        )
        return {"next_at": clock.at(day, coming.hour), "next_purpose": coming.purpose}

    def thank(self, by: User, at: datetime) -> None:
        """Keep what was promised and mark the thank-you letter as sent."""
        for promise in self.first.promises:
            promise.keep(by=by, at=at)
        letter = db.session.scalars(
            select(Task).where(
                Task.kind == "thank_you", Task.subject_type == "activity", Task.subject_id == self.first.id
            )
        ).one()
        send_letter(letter, self.first, {"sent_at": at}, by=by, at=at)

    def _comment(self, words: str):
        def comment(by: User, at: datetime) -> None:
            newest = db.session.scalars(
                select(Activity)
                .where(Activity.customer_id == self.customer.id)
                .order_by(Activity.started_at.desc())
                .limit(1)
            ).one()
            newest.comment(words, by=by, at=at)

        return comment

    def _share(self, username: str, note: str):
        def share(by: User, at: datetime) -> None:
            ownership.share(self.customer, self.diary.people[username], by=by, at=at, note=note)

        return share

    def leave(self, by: User, at: datetime) -> None:
        """Let the first person leave; the next one follows."""
        gone, follower = self.customer.contacts[0], self.customer.contacts[1]
        today = clock.local(at).date()
        contacts.depart(
            gone, status="left", on=today, today=today, reason="个人原因离职", successor_id=follower.id, successor_values=None,
            by=by, at=at,
        )  # fmt: skip
