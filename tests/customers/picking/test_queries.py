"""What one chooses from by typing."""

from datetime import timedelta

from salesapp.customers.picking import queries
from salesapp.db import db
from tests.customers.factories import NOW, contact_values, make_customer


def test_picking_offers_twelve_at_most_the_beginning_first(cast):
    for i in range(15):
        make_customer(cast.lin, full_name=f"甲乙{'丙丁戊己庚辛壬癸子丑寅卯辰巳午'[i] * 5}有限公司")
    late = make_customer(cast.lin, full_name="丙丁甲乙长名有限公司", at=NOW + timedelta(days=1))
    db.session.flush()
    rows = queries.pick("甲乙", cast.lin)
    assert len(rows) == 12 and late.id not in [row.id for row in rows]
    assert queries.pick("", cast.lin)[0].id == late.id


def test_picking_a_contact_offers_who_is_there(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(name="周敏"), contact_values(name="钱伟")])
    customer.contacts[1].status = "left"
    db.session.flush()
    assert [c.name for c in queries.pick_contacts(customer.id, cast.lin)] == ["周敏"]
    assert [c.name for c in queries.pick_contacts(customer.id, cast.lin, "zhou")] == ["周敏"]
    assert queries.pick_contacts(customer.id, cast.fang) == []
