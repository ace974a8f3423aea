"""What speaks against an appointment, as somebody reads it who may not see every other one."""

from salesapp.db import db
from tests.activities.visits.factories import booked
from tests.customers.factories import make_customer
from tests.pages import part


def test_a_colleagues_appointment_that_one_may_not_see_has_no_name(cast, sign_in):
    theirs = make_customer(cast.fang, full_name="苏州云栖精密制造有限公司", short_name="云栖精密")
    other = booked(cast.fang, customer=theirs, companion_ids=[cast.he.id])
    mine = booked(cast.lin, companion_ids=[cast.he.id])
    db.session.commit()
    read = part(sign_in("lin").get(f"/visits/{mine.id}"), "warnings").text
    assert cast.he.name in read and "另一次安排" in read
    assert "云栖" not in read and other.number not in read
    led = part(sign_in("xu").get(f"/visits/{mine.id}"), "warnings").text
    assert "云栖精密" in led and other.number in led
