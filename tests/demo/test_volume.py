"""Volume: enough of everything, the same for the same seed, and fit to be worked with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.activities.models import Activity
from salesapp.chinese import company_names
from salesapp.chinese import credit_codes as credit_code
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.demo import names, volume
from salesapp.documents.numbering.actions import next_number
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock

CUSTOMERS = 60


@pytest.fixture
def filled(cast, frozen_clock, monkeypatch):
    monkeypatch.setattr(volume, "BATCH", 100)  # more than one batch of each kind
    return volume.add_volume(customers=CUSTOMERS, seed=7, at=clock.now())


def count(model, *conditions):
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_every_customer_brings_three_people_two_deals_and_ten_records(filled):
    assert filled == {
        "customers": 60,
        "contacts": 180,
        "opportunities": 120,
        "activities": 600,
        "contracts": 0,
    }
    assert [count(model) for model in (Customer, Contact, Opportunity, Activity)] == [60, 180, 120, 600]


def test_every_customer_knows_since_when_somebody_speaks_with_them(filled):
    first = select(func.min(Activity.ended_at)).where(Activity.customer_id == Customer.id).scalar_subquery()
    assert count(Customer, Customer.spoken_at.is_not(None)) > 0
    assert count(Customer, Customer.spoken_at.is_distinct_from(first)) == 0


def test_the_same_seed_makes_the_same_company(cast, frozen_clock):
    reps = [cast.lin.id, cast.fang.id]
    first, second, other = (
        volume.Volume(reps, volume.Random(seed), clock.now()).customers(5) for seed in (7, 7, 8)
    )
    for row in (*first, *second, *other):
        row.pop("number")  # counts on
    assert first == second
    assert first != other


def test_a_second_run_counts_on(filled, cast):
    volume.add_volume(customers=10, seed=8, at=clock.now())
    assert count(Customer) == 70
    numbers = db.session.scalars(select(Customer.number).where(Customer.number.like("KH2026-%"))).all()
    assert sorted(int(number[-4:]) for number in numbers) == list(range(1, len(numbers) + 1))


def test_what_comes_after_takes_the_next_number_and_the_next_id(filled, cast):
    last = max(db.session.scalars(select(Customer.number).where(Customer.number.like("KH2026-%"))))
    assert next_number("customer", clock.today()) > last
    customer = db.session.scalars(select(Customer).limit(1)).one()
    contact = Contact(
        customer_id=customer.id, name="后*", title="经理", decision_role="user", privacy_notice_way="card",
        privacy_notice_on=clock.today(), created_by_id=cast.lin.id, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(contact)
    db.session.flush()
    assert contact.id > filled["contacts"]


def test_nothing_happens_in_the_future_or_before_its_customer_was_known(filled):
    assert count(Activity, Activity.ended_at > clock.now()) == 0
    early = (
        select(func.count())
        .select_from(Activity)
        .join(Customer)
        .where(Activity.started_at < Customer.created_at)
    )
    assert db.session.scalar(early) == 0
    early = (
        select(func.count())
        .select_from(Opportunity)
        .join(Customer)
        .where(Opportunity.created_at < Customer.created_at)
    )
    assert db.session.scalar(early) == 0


def test_the_history_of_each_deal_leads_to_where_it_stands(filled):
    last = (
        select(StageChange.opportunity_id, func.max(StageChange.id).label("id"))
        .group_by(StageChange.opportunity_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Opportunity, StageChange.after)
        .join(last, last.c.opportunity_id == Opportunity.id)
        .join(StageChange, StageChange.id == last.c.id)
    ).all()
    assert len(rows) == 120
    for opportunity, after in rows:
        assert after == (opportunity.stage if opportunity.status == "open" else opportunity.status)


def test_open_deals_are_due_and_graded_by_their_day(filled):
    for one in db.session.scalars(select(Opportunity).where(Opportunity.status == "open")):
        left = (one.expected_close_on - clock.today()).days
        assert one.grade == ("S" if left <= 30 else "A" if left <= 90 else "B")
        assert abs(one.next_due_on - clock.today()) < timedelta(days=15)


def test_customers_are_found_by_name_pinyin_and_last_digits(filled):
    customer = db.session.scalars(select(Customer).order_by(Customer.id).limit(1)).one()
    contact = customer.contacts[0]
    assert customer.full_name in customer.search_text
    assert contact.mobile[-4:] in customer.search_text


def test_without_a_rep_nothing_is_made(db_session, cast, frozen_clock):
    for user in db_session.scalars(select(User).where(User.role == "rep")):
        user.active = False
    db_session.flush()
    with pytest.raises(volume.NobodySells):
        volume.add_volume(customers=1, seed=7, at=clock.now())


def test_a_hundred_thousand_companies_all_have_their_own_name_and_code():
    some = range(0, 100_000, 37)
    made = [names.company(number) for number in some]
    assert len({company_names.normalise(full_name) for full_name, *_ in made}) == len(some)
    codes = [names.code(place[1], number) for number, (_, _, place, _) in zip(some, made, strict=True)]
    assert all(credit_code.is_valid(code) and credit_code.inner_is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("number", [0, 41, 999_999, 1_000_000, 1_000_041, names.STORY_CODES])
def test_a_credit_code_is_right_however_many_there_are(number):
    assert credit_code.is_valid(names.code("320506", number))


def test_no_volume_takes_what_belongs_to_the_stories():
    """A million customers have three million people; the stories' firms lie beyond them."""
    firms, people = 1_000_000 + 100, 3_000_000 + 100
    codes = {names.code("320506", number) for number in (*range(2000), *range(firms - 500, firms))}
    assert len(codes) == 2500
    assert codes.isdisjoint(names.code("320506", names.STORY_CODES + nth) for nth in range(100))
    assert firms < names.STORY_CODES and people < names.STORY_MOBILES
