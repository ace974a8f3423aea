"""The rates on the screen: the chosen definition first, each with its own below it."""

from datetime import UTC, datetime

from salesapp.policies.actions import change
from tests.payments.factories import make_signed, pay

LATER = datetime(2026, 12, 1, 2, tzinfo=UTC)


def test_each_figure_says_how_it_is_reckoned_and_a_rep_sees_own(cast, sign_in):
    contract = make_signed(cast.lin, ("120000", "2026-11-10"), ("90000", "2026-12-20"))
    pay(contract, cast.zheng, "100000", (1, "100000"), on="2026-11-18")
    page = sign_in("lin").get("/payments/rates?month=2026-11").get_data(as_text=True)
    assert "83.33%" in page and "47.62%" in page and "不适用" in page and "期内到期" in page
    assert page.index("rate-A") < page.index("rate-B")
    change("collection_rate", "B", by=cast.tang, at=LATER)
    page = sign_in("zheng").get("/payments/rates?month=2026-11").get_data(as_text=True)
    assert page.index("rate-B") < page.index("rate-A")
    assert "83.33%" not in sign_in("chen").get("/payments/rates?month=2026-11").get_data(as_text=True)


def test_the_ageing_of_thousands_is_one_statement(cast, count_queries):
    from salesapp.payments.ageing import page
    from salesapp.payments.ageing.queries import Owed
    from tests.payments.factories import day

    for _ in range(5):
        make_signed(cast.lin, ("100", "2026-11-10"))
    assert cast.zheng.role == "finance"
    with count_queries() as counted:
        page.table(cast.zheng, Owed(day("2026-11-23"), day("2026-11-23")))
    assert counted.total == 1
