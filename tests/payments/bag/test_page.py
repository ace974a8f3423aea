"""What a customer still owes goes along to a visit, for whom money concerns."""

from salesapp.activities.visits.pack import page as pack
from salesapp.db import db
from salesapp.payments.bag import page
from salesapp.web import clock
from tests.activities.visits.factories import TUESDAY, booked
from tests.payments.factories import NOW, make_signed


def test_open_instalments_stand_by_their_day_late_ones_said(db_session, cast):
    contract = make_signed(cast.lin, ("30000", "2026-12-20"), ("12000", "2026-11-20"), ("8000", None))
    with clock.frozen(NOW):
        lines = page.lines([contract.customer_id], cast.lin)[contract.customer_id]
    assert [line.split(" · ")[1] for line in lines] == [
        "进度款 待收 12,000.00 元", "进度款 待收 30,000.00 元", "进度款 待收 8,000.00 元",
    ]  # fmt: skip
    assert lines[0].startswith(contract.number) and lines[0].endswith("2026-11-20 · 逾期 3 天")


def test_nobody_carries_what_is_paid_or_does_not_concern_them(db_session, cast):
    contract = make_signed(cast.lin, ("30000", "2026-12-20"))
    assert page.lines([contract.customer_id], cast.he) == page.lines([contract.customer_id], cast.chen) == {}
    contract.payment_nodes[0].received = contract.payment_nodes[0].amount
    db.session.commit()
    assert page.lines([contract.customer_id], cast.lin) == {}


def test_the_card_of_a_visit_shows_them_in_one_more_look(db_session, cast, count_queries):
    contract = make_signed(cast.lin, ("30000", "2026-12-20"))
    booked(cast.lin, customer=contract.customer)
    booked(cast.lin, starts_at=TUESDAY.replace(hour=1), ends_at=None)
    day = clock.local(TUESDAY).date()
    of_first = {card.title: dict(card.lists)["待收款"] for card in pack.cards(cast.lin, day)}
    assert [len(lines) for lines in of_first.values()] in ([0, 1], [1, 0])
    customer_id = contract.customer_id
    with count_queries() as counted:
        page.lines([customer_id], cast.lin)
    assert counted.total == 1
