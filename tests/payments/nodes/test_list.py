"""The list of instalments: what looks as it did is not drawn again, what changed is."""

from __future__ import annotations

from salesapp.payments.nodes import page, queries
from tests.pages import part
from tests.payments.factories import TODAY, make_signed, pay


def test_a_line_that_changed_is_drawn_anew(cast, db_session, sign_in):
    contract = make_signed(cast.lin, ("100", "2026-11-10"), ("200", None))
    node, client = f"node-{contract.payment_nodes[0].id}", sign_in("lin")
    before = part(client.get("/payments"), node).text
    assert "100.00" in before and before == part(client.get("/payments"), node).text
    pay(contract, cast.zheng, "40", (1, "40"))
    assert "60.00" in part(client.get("/payments"), node).text


def test_a_row_that_is_as_it_was_gives_the_very_same_line(cast, db_session):
    contract = make_signed(cast.lin, ("100", "2026-11-10"), ("200", None))

    def looked():
        return queries.page(cast.lin, queries.Wanted(), None, today=TODAY, make=page.listed).rows

    first, second = looked(), looked()
    assert [line.open for line in first] == [100, 200] and all(map(lambda a, b: a is b, first, second))
    pay(contract, cast.zheng, "40", (1, "40"))
    paid, waits = looked()
    assert paid.open == 60 and waits is first[1]


def test_the_list_is_two_statements(cast, db_session, count_queries):
    for _ in range(60):
        make_signed(cast.lin, ("100", "2026-11-10"))
    with count_queries() as asked:
        found = queries.page(cast.lin, queries.Wanted(), None, today=TODAY)
        queries.sums(cast.lin, queries.Wanted(), today=TODAY)
    told = [one for one in asked.statements if "payment_node" in one]
    assert len(found.rows) == 50 and len(told) == 2
