"""Money that is being booked while its month is closed: one waits for the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Event
from time import sleep

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.payments.months import actions, queries
from salesapp.payments.receipts import actions as receipts
from salesapp.payments.receipts import queries as money_of
from tests.payments.factories import NOW, make_signed, money

pytestmark = pytest.mark.slow


def test_a_month_is_closed_after_what_is_being_booked_in_it(fresh_app):
    lin = db.session.scalars(select(User).where(User.username == "lin")).unique().one()
    customer_id = make_signed(lin, ("1000", "2026-10-10")).customer_id
    db.session.remove()
    booked = Event()

    def finance() -> User:
        return db.session.scalars(select(User).where(User.username == "zheng")).unique().one()

    def book() -> None:
        with fresh_app.app_context():
            customer = money_of.customer(customer_id)
            receipts.book(customer, money("300", "2026-10-28"), {}, as_advance=True, by=finance(), at=NOW)
            db.session.flush()
            booked.set()
            sleep(0.4)
            db.session.commit()
            db.session.remove()

    def close() -> Decimal:
        with fresh_app.app_context():
            assert booked.wait(120)
            actions.close(date(2026, 10, 1), by=finance(), at=NOW)
            found = queries.booked(date(2026, 10, 1), date(2026, 10, 31))
            db.session.commit()
            db.session.remove()
            return found

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(book), pool.submit(close)
        first.result()
        assert second.result() == Decimal(300)
    with fresh_app.app_context():
        late = receipts.book(
            money_of.customer(customer_id),
            money("5", "2026-10-29"),
            {},
            as_advance=True,
            by=finance(),
            at=NOW,
        )
        assert late.booked_on == date(2026, 11, 23)
        db.session.rollback()
