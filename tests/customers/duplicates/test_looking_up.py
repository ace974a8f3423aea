"""Whether a customer is here already is asked while one types: not to collect the customers of others (3.2)."""

import pytest
from sqlalchemy import select

from salesapp.trail.models import AuditEntry
from tests.customers.factories import make_customer
from tests.pages import part

HTMX = {"HX-Request": "true"}


@pytest.fixture
def of_chen(cast, db_session):
    made = make_customer(cast.chen, full_name="珠海远洋医疗器械有限公司")
    db_session.commit()
    return made


def asked(client, name):
    return client.post("/customers/checks", data={"full_name": name}, headers=HTMX)


def told(session) -> list[str]:
    return session.scalars(select(AuditEntry.changes).where(AuditEntry.event == "duplicate_seen")).all()


def test_a_part_of_a_name_says_that_there_is_one_and_whose_not_which(of_chen, sign_in):
    text = part(asked(sign_in("lin"), "远洋医疗器械"), "duplicates").text
    assert "陈*" in text and "珠海远洋" not in text
    assert "珠海远洋" in part(asked(sign_in("chen"), "远洋医疗器械"), "duplicates").text


def test_the_whole_name_is_answered_by_itself(of_chen, sign_in):
    assert "珠海远洋医疗器械有限公司" in part(asked(sign_in("lin"), of_chen.full_name), "duplicates").text


def test_the_trail_counts_who_learnt_of_customers_of_others_once_while_typing(of_chen, sign_in, db_session):
    lin = sign_in("lin")
    for name in ("远洋医疗器械", "远洋医疗器械公", "远洋医疗器械公司"):
        asked(lin, name)
    assert told(db_session) == ['{"customers": 1}']
    asked(sign_in("chen"), "远洋医疗器械")
    assert len(told(db_session)) == 1


def test_nobody_tries_names_by_the_hundred(of_chen, app, sign_in, monkeypatch):
    from salesapp.web.limits import limiter

    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    limiter.reset()
    lin = sign_in("lin")
    try:
        codes = [asked(lin, f"某某{number}").status_code for number in range(61)]
        assert codes == [200] * 60 + [429]
        assert asked(sign_in("fang"), "某某").status_code == 200
    finally:
        limiter.reset()
