"""From when on it is said what became of a bill (P16)."""

from datetime import date

import pytest

from salesapp.payments.bills import rules
from salesapp.payments.rules import PaymentRefused

TODAY = date(2026, 11, 23)


def test_p16_what_became_of_a_bill_is_said_from_its_day_on():
    day = date(2026, 11, 20)
    rules.check_answer(waits=True, matures_on=day, answered_on=day, today=TODAY)
    rules.check_answer(waits=True, matures_on=day, answered_on=TODAY, today=TODAY)
    for values, words in (
        ({"waits": False, "matures_on": day, "answered_on": day}, "no answer"),
        ({"waits": True, "matures_on": None, "answered_on": day}, "no answer"),
        ({"waits": True, "matures_on": day, "answered_on": date(2026, 11, 19)}, "matures on 2026-11-20"),
        ({"waits": True, "matures_on": day, "answered_on": date(2026, 11, 24)}, "not come yet"),
    ):
        with pytest.raises(PaymentRefused, match=words):
            rules.check_answer(**values, today=TODAY)
