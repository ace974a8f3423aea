"""What the bench needs and no volume has, put into its copy: a long list, a full calendar, a day of visits, a table.

Rows go in by bulk inserts, with the keys that the verbs would have given them. Run as a process of its own, on the copy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import click
from sqlalchemy import func, insert, select

from salesapp.accounts.models import User
from salesapp.activities.models import Activity
from salesapp.activities.visits.models import Visit, visit_contact
from salesapp.activities.visits.preparation.models import VisitItem
from salesapp.activities.visits.preparation.rules import ITEM_LABELS
from salesapp.activities.visits.rules import Status
from salesapp.app import create_app
from salesapp.bench import desk, money
from salesapp.chinese import industries
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import count_for_planner, db
from salesapp.demo import names
from salesapp.demo.sequences import move_sequence
from salesapp.prospecting.lists import actions as lists
from salesapp.prospecting.lists import rules
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.prospecting.matching.rules import Facts
from salesapp.prospecting.scoring import queries as scoring
from salesapp.prospecting.scoring.rules import columns
from salesapp.web import clock
from salesapp.web.workbook import write

LONG_LIST, PEOPLE, VISITS, TABLE = 50_000, 50, 8, 20_000
BATCH = 5000
HEADS = (
    ("企业名称", 30), ("统一社会信用代码", 22), ("所属行业", 18), ("所在地区", 18), ("联系人", 10), ("职务", 12), ("手机", 16),
    ("电话", 16), ("邮箱", 24), ("详细地址", 30), ("年产值（万元）", 14), ("员工人数", 10), ("网址", 24), ("备注", 30),
)  # fmt: skip
#: Of a hundred rows of the table: so many are customers already, so many like one, stand in it twice, or have no name.
#: All others are new: their names have marks that no customer's name has together.
KNOWN, LIKE, TWICE, NAMELESS = 8, 5, 3, 3


@dataclass(frozen=True)
class Staged:
    """Where to find what was put in."""

    long_list_id: int
    empty_list_id: int
    table: str


def main(rep_id: int, lead_id: int, folder: Path) -> None:
    """Fill the database of the environment and say where everything is, as JSON."""
    with create_app().app_context():
        at = clock.now()
        rep, lead = db.session.get_one(User, rep_id), db.session.get_one(User, lead_id)
        fresh = (db.session.scalar(select(func.max(Customer.id))) or 0) + 1
        long_list, empty = (_list(name, lead, at) for name in ("五万行", "待导入"))
        _rows(long_list, rep, lead, fresh, at)
        _calendar(lead, at)
        _day(rep, at)
        money.owe(rep, at)
        desk.fill(rep, lead, at)
        table = folder / "table.xlsx"
        table.write_bytes(write("名单", HEADS, _table(fresh + LONG_LIST))[0].getvalue())
        count_for_planner()  # as an import of so many rows does
        staged = Staged(long_list.id, empty.id, str(table))
        db.session.commit()
        click.echo(json.dumps(asdict(staged)))


def _list(name: str, lead: User, at: datetime) -> ProspectList:
    values = {"name": name, "channel": "database", "source_note": "bench"}
    return lists.open_list(values, by=lead, at=at)


def _insert(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        db.session.connection().execute(insert(table), rows[start : start + BATCH])
    if rows and "id" in rows[0]:
        move_sequence(table.name)


# --------------------------------------------------------------------------------------- a long list


def _rows(of_list: ProspectList, rep: User, lead: User, first: int, at: datetime) -> None:
    """Write the rows of the long list; every tenth is the rep's to call today."""
    random, scale, today = Random(11), scoring.scale(None), clock.local(at).date()
    start = (db.session.scalar(select(func.max(Prospect.id))) or 0) + 1
    at_row = of_list.next_rows(LONG_LIST)
    rows, people = [], []
    for number in range(LONG_LIST):
        name, _short, (place, region, area), (_trade, industry) = names.company(first + number)
        who, mobile = names.person(random), names.mobile(first * 3 + number)
        person = {"name": who, "title": "经理", "mobile": mobile}
        values = {
            "full_name": name, "industry": industry, "region": region, "address": f"{place}某某路 {number % 900} 号",
            "phone": f"{area}-5{number % 10**7:07d}",
        }  # fmt: skip
        mine = number % 10 == 0
        rows.append({
            **values, **rules.keys(values, [person]), **columns(scale, Facts(industry, region, None, None, None, name)),
            "id": start + number, "list_id": of_list.id, "row_no": at_row + number, "channel": "database",
            "owner_id": rep.id if mine else None, "planned_on": today if mine else None, "assigned_at": at if mine else None,
            "created_by_id": lead.id, "created_at": at, "updated_at": at, "version": 1,
        })  # fmt: skip
        people.append({"prospect_id": start + number, "position": 0, **person, **rules.person_keys(person)})
    _insert(Prospect.__table__, rows)
    _insert(ProspectPerson.__table__, people)


# ------------------------------------------------------------------------------------------- visits


def _calendar(lead: User, at: datetime) -> None:
    """Fill the team up to fifty people, each with a visit on every working day of this month."""
    there = db.session.scalars(select(User.id).where(User.team_id == lead.team_id, User.active)).all()
    _insert(User.__table__, [
        {"username": f"bench{number}", "name": f"测{number}", "role": "rep", "team_id": lead.team_id, "password_hash": "!",
         "must_change_password": False, "session_stamp": "bench", "created_at": at}
        for number in range(PEOPLE - len(there))
    ])  # fmt: skip
    team = db.session.scalars(select(User.id).where(User.team_id == lead.team_id, User.active)).all()
    customers = db.session.scalars(select(Customer.id).order_by(Customer.id).limit(1000)).all()
    first = clock.local(at).date().replace(day=1)
    days = [day for day in _days(first, 31) if day.month == first.month and day.weekday() < 5]
    rows = [
        _visit(f"B{day:%d}-{owner}", customers[(owner * 31 + day.day) % len(customers)], owner, clock.at(day, 9 + owner % 8), at)
        for owner in team
        for day in days
    ]  # fmt: skip
    _insert(Visit.__table__, rows)


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(count))


def _visit(number: str, customer_id: int, owner_id: int, starts_at: datetime, at: datetime) -> dict[str, Any]:
    return {
        "number": number, "customer_id": customer_id, "owner_id": owner_id, "kind": "follow_up", "status": Status.BOOKED,
        "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1), "booked_way": "phone", "confirmed": True,
        "purpose": "同步方案进展，确认预算与上线时间", "outline": "现状：插单后怎样改计划？\n问题：哪些环节最容易出错？",
        "told_at": at, "created_by_id": owner_id, "created_at": at, "version": 1,
    }  # fmt: skip


def _day(rep: User, at: datetime) -> None:
    """Give the rep eight visits tomorrow, to the customers with most behind them, with people and things to take along."""
    busiest = (
        select(Customer.id)
        .join(Activity, Activity.customer_id == Customer.id)
        .where(Customer.owner_id == rep.id, Customer.voided_at.is_(None))
        .group_by(Customer.id)
        .order_by(func.count().desc(), Customer.id)
        .limit(VISITS)
    )
    ids = db.session.scalars(busiest).all()
    day = pack_day(at)
    there = select(Visit).where(
        Visit.owner_id == rep.id, Visit.starts_at.between(clock.at(day), clock.end_of(day))
    )
    for visit in db.session.scalars(there):
        visit.status = Status.CANCELLED
    _insert(
        Visit.__table__, [_visit(f"P{i}", i, rep.id, clock.at(day, 9 + n), at) for n, i in enumerate(ids)]
    )
    made = select(Visit.id, Visit.customer_id).where(Visit.number.in_([f"P{i}" for i in ids]))
    visits = db.session.execute(made).all()
    _insert(
        VisitItem.__table__, [{"visit_id": row.id, "item": item} for row in visits for item in ITEM_LABELS]
    )
    whom = db.session.execute(
        select(Contact.id, Contact.customer_id).where(Contact.customer_id.in_(ids))
    ).all()
    _insert(visit_contact, [
        {"visit_id": row.id, "contact_id": each.id} for row in visits for each in whom if each.customer_id == row.customer_id
    ])  # fmt: skip


def pack_day(at: datetime) -> date:
    """Return the day whose visits are packed: tomorrow."""
    return clock.local(at).date() + timedelta(days=1)


# ------------------------------------------------------------------------------------------- a table


def _table(first: int) -> Iterator[list[str]]:
    """Yield the rows of a table to be imported: mostly new companies, some known, alike, twice or without a name."""
    random = Random(13)
    query = select(Customer.full_name).where(Customer.voided_at.is_(None)).order_by(Customer.id.desc())
    known = db.session.scalars(query.limit(TABLE * KNOWN // 100)).all()
    shares = [KNOWN, LIKE, TWICE, NAMELESS, 100 - KNOWN - LIKE - TWICE - NAMELESS]
    before: list[str] = []
    for number, kind in enumerate(random.choices("klt-n", shares, k=TABLE)):
        if kind == "t" and before:
            yield before
            continue
        name, short, (place, region, area), (_trade, industry) = names.company(first + number)
        if kind == "k" and known:
            name = known[number % len(known)]
        elif kind == "-":
            name = ""
        elif kind != "l":
            name = name.replace(short, place + "".join(random.sample(names.MARKS, 4)))
        found = industries.find(industry)
        before = [
            name, names.code(region, 4_000_000 + number) if number % 3 else "", found.name if found else "", place,
            names.person(random), names.POSTS[number % len(names.POSTS)][0], names.mobile(first * 4 + number)[-11:],
            f"{area}-4{number % 10**7:07d}", f"info@b{number}.example.cn", f"{place}某某路 {number % 900} 号",
            str(random.randrange(300, 90_000)), str(random.randrange(10, 900)), f"www.b{number}.example.cn", "展会上谈过一次",
        ]  # fmt: skip
        yield before


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
