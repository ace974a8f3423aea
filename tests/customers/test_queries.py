"""One customer as its page shows it."""

from salesapp.customers import queries
from salesapp.db import db
from tests.customers.factories import contact_values, make_customer


def test_a_card_takes_two_queries(cast, count_queries):
    customer = make_customer(cast.lin, contacts=[contact_values(), contact_values()])
    db.session.flush()
    db.session.expire_all()
    cast.lin.id, cast.lin.role, cast.lin.team_id
    customer_id = customer.id
    with count_queries() as counted:
        card = queries.card(customer_id, cast.lin)
    assert counted.total == 2 and len(card.contacts) == 2 and card.key_contact is not None


def test_a_card_hides_numbers_and_names_what_is_missing(cast):
    customer = make_customer(
        cast.lin, contacts=[contact_values(mobile="+8613800000021", landline="0512-62881234转8")]
    )
    db.session.flush()
    card = queries.card(customer.id, cast.lin)
    assert (card.contacts[0].mobile_masked, card.contacts[0].landline_masked) == (
        "138 **** 0021",
        "0512-6288****转8",
    )
    assert "invoicing" in card.completeness.missing and 0 < card.completeness.percent < 100
    assert queries.card(customer.id, cast.fang) is None
