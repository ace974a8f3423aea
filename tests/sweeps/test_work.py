"""Work of the living company: rows agree with their records, and no line of anybody's day leads to a closed door."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.models import User
from salesapp.accounts.people.actions import change_user, close_user
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.rules import PENDING
from salesapp.contracts import actions as contracts
from salesapp.contracts.models import Contract
from salesapp.contracts.ownership import actions as owners
from salesapp.contracts.rules import Status
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions as ownership
from salesapp.db import Base, db
from salesapp.opportunities import actions as endings
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.ownership import actions as opportunities
from salesapp.web import clock
from salesapp.work import actions, page
from salesapp.work.hanging import page as hanging
from salesapp.work.kinds.rules import works
from salesapp.work.models import WorkItem
from tests.conftest import MONDAY

LATER = MONDAY + timedelta(days=6)


def differences() -> int:
    """Return how many rows do not agree with their records."""
    return actions.compare(at=clock.now())


def person(username: str) -> User:
    """Return one of the company's people."""
    return db.session.scalars(select(User).where(User.username == username)).unique().one()


def doors(enter, company) -> list[tuple[str, str, int]]:
    """Open everything that the days of all people lead to; return what did not open."""
    shut = []
    with company.app_context():
        users = db.session.scalars(select(User).where(User.active).order_by(User.id)).unique().all()
        days = {user.username: page.day(user, clock.now()) for user in users}
    for username, day in days.items():
        client = enter(username)
        with client.session_transaction() as session:
            session["seen"] = int(clock.now().timestamp())
        lines = [*day.own, *day.waiting]
        urls = {line.url for line in lines} | {line.action_url for line in lines if not line.one_tap}
        for url in sorted(urls):
            answer = client.get(url)
            if answer.status_code != 200:
                shut.append((username, url, answer.status_code))
    return shut


def shut_to(enter, company, *usernames: str) -> list[tuple[str, str, int]]:
    """Open everything that hangs on some people, of whatever kind; return what did not open."""
    with company.app_context():
        groups = {name: hanging.on_person(person(name).id, clock.now()) for name in usernames}
    urls = [(name, thing.url) for name in usernames for group in groups[name] for thing in group.things]
    return [(name, url, code) for name, url in urls if (code := enter(name).get(url).status_code) != 200]


def test_a_living_company_leaves_no_difference_and_no_door_shut(company, enter):
    with company.app_context():
        assert differences() == 0
    with clock.frozen(LATER):
        assert doors(enter, company) == []


def test_what_it_asks_for_follows_new_names_and_whatever_is_changed_later(company):
    with company.app_context(), clock.frozen(MONDAY + timedelta(hours=3)):
        for customer in db.session.scalars(select(Customer)).unique():
            customer.short_name = f"{(customer.short_name or '')[:8]}新"
        for user in db.session.scalars(select(User)).unique():
            user.name = f"{user.name[:1]}某"
        db.session.commit()
        assert differences() == 0
        for mapper in Base.registry.mappers:
            if "updated_at" in mapper.columns:
                for row in db.session.scalars(select(mapper.class_)).unique():
                    row.updated_at = clock.now()
        db.session.commit()
        assert differences() == 0


@pytest.mark.parametrize("username", ["lin", "xu", "he"])
def test_when_somebody_leaves_their_work_passes_on(company, enter, username):
    with company.app_context():
        heir = person({"lin": "fang", "xu": "ma", "he": "gao"}[username])
        close_user(
            person(username), successor=heir.id, apart={"steps": 0}, by=person("admin"), at=clock.now()
        )
        db.session.commit()
        assert differences() == 0
    with clock.frozen(LATER):
        assert doors(enter, company) == []


@pytest.mark.parametrize(
    ("username", "heir"), [("lin", "fang"), ("fang", "xu"), ("chen", "ma"), ("xu", "lin"), ("ma", "chen")]
)
def test_nothing_hangs_on_a_salesperson_who_leaves(company, enter, username, heir):
    with company.app_context():
        user = person(username)
        answers = {"successor": person(heir).id, "apart": {"steps": 0}}
        close_user(user, **answers, by=person("admin"), at=clock.now())
        db.session.commit()
        hangs = {group.kind for group in hanging.on_person(user.id, clock.now())}
        assert belongings.of_person(user.id) == [] and hangs <= {"submissions"}  # who submitted stays named
        assert differences() == 0


@pytest.mark.parametrize(("username", "heir", "to"), [("lin", "fang", "ma"), ("xu", "lin", "ma")])
def test_no_door_is_shut_to_whoever_moves_alone(company, enter, username, heir, to):
    with company.app_context():
        user = person(username)
        kept = {"name": user.name, "role": user.role, "email": user.email, "phone": user.phone}
        answers = {"successor": person(heir).id, "apart": {"steps": 0}}
        change_user(user, **kept, team_id=person(to).team_id, **answers, by=person("admin"), at=clock.now())
        db.session.commit()
        assert belongings.of_person(user.id) == []
        assert differences() == 0
    assert shut_to(enter, company, username, heir, "xu", "ma") == []
    with clock.frozen(LATER):
        assert doors(enter, company) == []


def test_when_customers_and_opportunities_change_hands_so_does_what_they_ask_for(company, enter):
    with company.app_context():
        tang, lin, fang, chen = map(person, ("tang", "lin", "fang", "chen"))
        for number, customer in enumerate(
            db.session.scalars(select(Customer).order_by(Customer.id)).unique().all()
        ):
            to = (lin, fang, chen)[number % 3]
            if customer.owner_id is not None and customer.owner_id != to.id:
                ownership.hand_over(customer, to, by=tang, at=clock.now(), reason="调区")
        db.session.commit()
        assert differences() == 0
        for number, one in enumerate(
            db.session.scalars(select(Opportunity).where(Opportunity.status == "open")).all()
        ):
            to = (chen, lin, fang)[number % 3]
            if one.owner_id != to.id:
                opportunities.hand_over(one, to, by=tang, at=clock.now(), reason="调区", along=())
        db.session.commit()
        assert differences() == 0
        for number, one in enumerate(db.session.scalars(select(Contract)).unique().all()):
            to = (fang, chen, lin)[number % 3]
            if one.owner_id != to.id and one.status != Status.VOID:
                owners.hand_over(one, to, by=tang, at=clock.now(), reason="调区")
        db.session.commit()
        assert differences() == 0
    with clock.frozen(LATER):
        assert doors(enter, company) == []


def test_when_somebody_moves_to_another_team_with_everything(company, enter):
    with company.app_context():
        lin, chen = person("lin"), person("chen")
        kept = {"name": lin.name, "role": lin.role, "email": lin.email, "phone": lin.phone}
        change_user(lin, **kept, team_id=chen.team_id, successor=-1, by=person("admin"), at=clock.now())
        db.session.commit()
        assert differences() == 0
        asked = select(Seat).join(Approval).where(Approval.owner_id == lin.id, Approval.outcome == "running")
        seats = [seat for seat in db.session.scalars(asked).unique() if seat.status in PENDING]
        assert seats and {seat.team_id for seat in seats if seat.role == "supervisor"} <= {chen.team_id}
    assert shut_to(enter, company, "lin", "xu", "ma", "fang", "chen") == []
    with clock.frozen(LATER):
        assert doors(enter, company) == []


def test_when_opportunities_are_lost_what_hangs_on_them_ends(company, enter):
    lost = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "太贵",
        "recontact_on": LATER.date() + timedelta(1),
    }
    with company.app_context():
        open_ones = select(Opportunity).where(Opportunity.status == "open")
        for one in db.session.scalars(open_ones.order_by(Opportunity.id)).unique().all():
            ends = ("contracts", "tasks", "next_contacts")
            endings.close(one, lost | {"ends": ends}, by=person("tang"), at=clock.now())
        db.session.commit()
        assert differences() == 0
    with clock.frozen(LATER):
        assert doors(enter, company) == []


def test_when_contracts_are_void_nobody_is_asked_for_them(company, enter):
    with company.app_context():
        void = set()
        for contract in db.session.scalars(select(Contract)).unique().all():
            # What was received is moved away by finance first.
            if contract.status not in (Status.HANDED_OVER, Status.VOID) and not contract.received:
                contracts.void(contract, "作废", agreed=True, by=person("tang"), at=clock.now())
                void.add(str(contract.id))
        db.session.commit()
        assert len(void) > 5 and differences() == 0
        for user in db.session.scalars(select(User)).unique().all():
            day = page.day(user, clock.now())
            asked = (line.action_url.split("/")[1:3] for line in (*day.own, *day.waiting))
            assert not [to for to in asked if to[0] == "contracts" and to[1] in void]
    with clock.frozen(LATER):
        assert doors(enter, company) == []


def test_what_is_said_once_a_day_is_the_same_from_morning_to_night_and_is_read_nowhere_else(
    company, count_queries
):
    open_rows = select(WorkItem.__table__).where(WorkItem.done_at.is_(None))
    with company.test_request_context("/"):
        rows = db.session.execute(open_rows).all()
        kinds = [kind for work in works() for kind in work.kinds if kind.by_day]
        told = {kind.name: [row for row in rows if row.kind == kind.name] for kind in kinds}
        assert {"follow_up", "payment", "handoff", "late_handoff", "checklist", "prospect"} <= {
            *filter(told.get, told)
        }
        for day in (clock.local(MONDAY).date() + timedelta(days=days) for days in (-20, 0, 1, 40)):
            for kind in kinds:
                morning = kind.lines(told[kind.name], clock.at(day))
                with count_queries() as asked:
                    assert kind.lines(told[kind.name], clock.end_of(day)) == morning
                assert not asked.total, (kind.name, asked.statements)
