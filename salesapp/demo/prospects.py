"""Whom the demo company looks for, and the list of a fair that it works through: thirty companies that nobody is (R12)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.demo import names
from salesapp.demo.diary import Diary
from salesapp.prospecting.assignment import actions as assignment
from salesapp.prospecting.assignment import queries as assigned
from salesapp.prospecting.conversion import actions as conversion
from salesapp.prospecting.conversion.page import OF_PEOPLE, SAME
from salesapp.prospecting.lists import actions as lists
from salesapp.prospecting.lists import queries
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.rules import Result
from salesapp.prospecting.matching.rules import Condition, Kind, Rank
from salesapp.prospecting.personas import actions as personas
from salesapp.prospecting.personas.models import Persona
from salesapp.web import clock

WAN = Decimal(10000)
#: Small and medium manufacturers with 50 to 100 million yuan a year whose supply chain runs badly, in our own words.
FIRST = (
    Condition(Kind.INDUSTRY, Rank.MUST, ("C33", "C34", "C35", "C36")),
    Condition(Kind.SIZE, Rank.MUST, low=5000 * WAN, high=10000 * WAN),
    Condition(Kind.REGION, Rank.PLUS, ("320000", "310000", "330000")),
    Condition(Kind.CHAIN, Rank.PLUS, ("副总", "厂长")),
    Condition(Kind.PAIN, Rank.PLUS, ("交期", "缺料", "库存")),
)
SECOND = (*FIRST, Condition(Kind.WORDS, Rank.EXCLUDE, ("已签竞品",)))
PLACES = (("苏州", "320506", "0512"), ("无锡", "320211", "0510"), ("常州", "320411", "0519"), ("嘉兴", "330402", "0573"),
          ("上海嘉定", "310114", "021"), ("武汉", "420111", "027"))  # fmt: skip
TRADES = (
    ("精密制造", "C34"),
    ("五金制品", "C33"),
    ("自动化设备", "C35"),
    ("汽车零部件", "C36"),
    ("软件技术", "I65"),
)
SIZES = (5000, 7200, 10000, 8600, 3200, 9400, 12000, None)
PAINS = ("交期常拖一周", "插单后缺料", "库存压了三成资金", "暂未提到", None)
CHAINS = ("车间提出，副总拍板", "厂长说了算", "老板一人决定", None)
COUNT = 30


class Fair:
    """The persona and its list as they unfold."""

    persona: Persona
    found: ProspectList

    def __init__(self, diary: Diary):
        self.diary = diary

    def plan(self) -> None:
        """Write what happens into the diary."""
        diary = self.diary
        diary.write(diary.on(15, 16), "xu", self.write)
        diary.write(diary.on(9, 16), "xu", self.write_anew)
        diary.write(diary.on(5, 16), "xu", self.fill)
        diary.write(diary.on(2, 16), "xu", self.assign)
        diary.write(diary.on(1, 16), "lin", self.call)
        diary.write(diary.on(1, 17), "fang", self.give_up)
        diary.write(diary.on(1, 18), "lin", self.convert)
        diary.write(diary.on(1, 18), "lin", self.convert)

    def write(self, by: User, at: datetime) -> None:
        """Write the persona."""
        values = {"name": "供应链低效的中小制造企业", "product": "software", "why": "按最近成交的八家客户归纳",
                  "valid_from": self.diary.day(15)}  # fmt: skip
        self.persona = personas.write(values, FIRST, by=by, at=at)

    def write_anew(self, by: User, at: datetime) -> None:
        """Write its second version."""
        values = {"name": self.persona.name, "product": self.persona.product, "valid_from": self.diary.day(9),
                  "why": "已签竞品未满一年的公司谈不动，先排除"}  # fmt: skip
        personas.write_anew(self.persona, values, SECOND, by=by, at=at)

    def fill(self, by: User, at: datetime) -> None:
        """Open the list and type its rows."""
        values = {"name": "某某装备展名录", "channel": "fair", "source_note": "某某装备展",
                  "persona_version_id": self.persona.current.id}  # fmt: skip
        self.found = lists.open_list(values, by=by, at=at)
        for number in range(COUNT):
            lists.add(self.found, *row(number), by=by, at=at, aware=True)

    def assign(self, by: User, at: datetime) -> None:
        """Give the best rows to the two reps of the team; the rest is free."""
        best = [one.id for one in assigned.free(self.found, 6)]
        for name, ids in (("lin", best[::2]), ("fang", best[1::2])):
            assignment.give(self.found, ids, self.diary.people[name].id, None, by=by, at=at)

    def call(self, by: User, at: datetime) -> None:
        """Note the first contacts of one of them."""
        best = queries.held_by(self.found.id, by.id)[:2]
        for one, words in zip(best, ("要资料，下周再打", "约了周四"), strict=True):
            one.note_contact(words, by=by, at=at, next_on=clock.local(at).date() + timedelta(days=7))

    def give_up(self, by: User, at: datetime) -> None:
        """Give one up."""
        for row_ in queries.held_by(self.found.id, by.id)[-1:]:
            row_.give_up("电话打通后得知工厂已停产", by=by, at=at)

    def convert(self, by: User, at: datetime) -> None:
        """Make a customer of one that was spoken with."""
        query = select(Prospect).where(Prospect.owner_id == by.id, Prospect.result == Result.CONTACTED)
        for one in db.session.scalars(query.order_by(Prospect.place, Prospect.id).offset(1).limit(1)):
            known = {name: getattr(one, name) for name in SAME} | {
                "kind": "potential", "size": "small", "revenue": one.annual_output, "credit_code_kind": "none",
                "first_contact_at": one.contacted_at, "source_channel": one.channel, "source_note": "某某装备展",
                "remarks": one.remark,
            }  # fmt: skip
            people = [
                {**{name: getattr(each, name) for name in OF_PEOPLE}, "is_key": not each.position}
                for each in one.people
            ]
            everybody = db.session.scalars(select(Customer.id)).all()
            conversion.convert(
                one, known, people, by=by, at=at, today=clock.local(at).date(), aware_of=everybody
            )


def row(number: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the so-many-th company of the list, with somebody to call."""
    place, region, area = PLACES[number % len(PLACES)]
    trade, industry = TRADES[number % len(TRADES)]
    size = SIZES[number % len(SIZES)]
    referred = number % 10 == 7
    mark = f"{names.MARKS[3 * number]}{names.MARKS[3 * number + 1]}某"
    person = names.SURNAMES[number] + "*"
    values = {
        "full_name": f"{place}{mark}{trade}有限公司", "industry": industry, "region": region, "headcount": 80 + 11 * number,
        "annual_output": size * WAN if size else None, "phone": f"{area}-8{number:03d}6{number:03d}"[: len(area) + 9],
        "decision_chain": CHAINS[number % len(CHAINS)], "pain_points": PAINS[number % len(PAINS)],
        "founded_on": date(2003 + number % 15, 1 + number % 12, 1 + number % 28) if number % 3 else None,
        "registered_capital": Decimal(5 + number % 4 * 5) * 100 * WAN if number % 3 else None,
        "capital_currency": ("USD" if number % 9 == 4 else "CNY") if number % 3 else None,
        "qq": f"{10001 + number}" if number % 6 == 1 else None,
        "remark": "已签竞品，明年到期" if number == 12 else None,
        "channel": "referral" if referred else None, "referrer": "老客户周*" if referred else None,
    }  # fmt: skip
    title = ("生产总监", "采购经理", "设备主管")[number % 3]
    return values, [
        {"name": person, "title": title, "mobile": names.mobile(names.STORY_MOBILES + 900_000 + number)}
    ]
