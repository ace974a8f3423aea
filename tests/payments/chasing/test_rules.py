"""From when claims run, and when somebody is reminded (P33, P35)."""

from datetime import date

import pytest

from salesapp.payments.chasing.rules import (
    Base,
    Interrupted,
    check_note,
    check_served,
    claim_began,
    escalates_on,
    reminded_from,
)
from salesapp.payments.rules import PaymentRefused

DUE, TODAY = date(2026, 11, 10), date(2026, 11, 23)


def test_p35_the_claim_runs_from_the_latest_and_says_which():
    assert claim_began(DUE, Interrupted()) == (DUE, Base.DUE)
    later = Interrupted(date(2026, 12, 1), promised_at=date(2026, 12, 5), served_on=date(2026, 12, 3))
    assert claim_began(DUE, later) == (date(2026, 12, 5), Base.PROMISE)
    assert claim_began(DUE, Interrupted(paid_on=date(2026, 12, 1))) == (date(2026, 12, 1), Base.PART)
    assert claim_began(DUE, Interrupted(served_on=date(2026, 12, 3))) == (date(2026, 12, 3), Base.LETTER)
    assert claim_began(DUE, Interrupted(paid_on=date(2026, 11, 1))) == (DUE, Base.DUE)


def test_p33_a_promise_stops_reminders_until_the_day_after():
    assert reminded_from(DUE, None, ahead=5) == date(2026, 11, 5)
    assert reminded_from(DUE, date(2026, 12, 5), ahead=5) == date(2026, 12, 6)
    assert reminded_from(date(2027, 1, 10), date(2026, 12, 5), ahead=5) == date(2027, 1, 5)
    assert escalates_on(DUE, None, after=15) == date(2026, 11, 25)
    assert escalates_on(DUE, date(2026, 12, 5), after=15) == date(2026, 12, 20)


def test_what_is_overdue_needs_its_reason_and_a_promise_a_day_to_come():
    with pytest.raises(PaymentRefused) as refused:
        check_note(reason=None, late=True, promised_on=None, today=TODAY)
    assert refused.value.field == "reason"
    with pytest.raises(PaymentRefused) as refused:
        check_note(reason="cash", late=True, promised_on=date(2026, 11, 22), today=TODAY)
    assert refused.value.field == "promised_on"
    check_note(reason=None, late=False, promised_on=TODAY, today=TODAY)
    check_served(TODAY, TODAY)
    with pytest.raises(PaymentRefused):
        check_served(date(2026, 11, 24), TODAY)
