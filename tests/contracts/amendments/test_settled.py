"""After a settlement everything that says what is owed follows it, and the old sentence of payment is named as old."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from salesapp.contracts.lists import queries as lists
from salesapp.db import db
from salesapp.documents.paper import loaders
from salesapp.payments.ageing import page as ageing
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.chasing.queries import overdue_of
from salesapp.payments.nodes import page as nodes
from salesapp.payments.nodes.sheets import follow_up
from salesapp.web import clock
from salesapp.work import page as days
from tests.contracts.amendments.test_screens import approve_all, drawn
from tests.contracts.factories import NOW, TODAY, make_contract, send
from tests.pages import part
from tests.payments.factories import panel, pay

TERMS = "预付 30%、验收 60%、质保 10%"
SETTLED = {
    "kind": "ending", "amount": "150000", "what": "客户停产，按已交付部分结算", "ends_on": None,
    "payment_nodes-0-kind": "progress", "payment_nodes-0-amount": "34200", "payment_nodes-0-condition": "协议签订后 10 日内",
    "payment_nodes-0-planned_on": "2026-12-10", "payment_nodes-1-amount": None, "payment_nodes-1-condition": None,
}  # fmt: skip


def delivered(cast):
    """A contract that was handed over, with its first instalment paid and a sentence of its own on the payment."""
    contract = send(make_contract(cast.lin, payment_terms=TERMS), cast)
    pay(contract, cast.zheng, "115800", (1, "115800"))
    contract.status = "handed_over"
    db.session.commit()
    return contract


def agreed(lin, contract, cast, **terms) -> str:
    """Draw up a supplement, have it approved and signed; return its number."""
    where = drawn(lin, contract, **terms)
    lin.post(f"{where}/submissions", data={})
    approve_all(contract.amendments[-1], cast)
    assert lin.post(f"{where}/signatures", data={"signed_on": "2026-11-23", "agreed": "y"}).status_code == 303
    db.session.expire_all()
    return contract.amendments[-1].number


def test_the_sentence_of_payment_is_that_of_the_settlement_and_the_old_one_is_named_as_old(cast, sign_in):
    contract = delivered(cast)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    before = part(lin.get(url), "plan").text
    assert before.endswith(TERMS) and "此前约定" not in before
    number = agreed(lin, contract, cast, **SETTLED)
    said = part(lin.get(url), "plan").text
    assert said.endswith(f"按 {number}（2026-11-23 签订）结算，总额 ¥150,000.00。 此前约定：{TERMS}")
    assert "231,600.00" not in said and "34,200.00" in said


def test_a_supplement_is_named_in_the_same_place_and_the_last_one_counts(cast, sign_in):
    contract = delivered(cast)
    contract.payment_terms = None
    db.session.commit()
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    first = agreed(lin, contract, cast)
    assert part(lin.get(url), "plan").text.endswith(f"付款以 {first}（2026-11-23 签订）为准。")
    second = agreed(lin, contract, cast, **SETTLED)
    said = part(lin.get(url), "plan").text
    assert said.endswith(f"按 {second}（2026-11-23 签订）结算，总额 ¥150,000.00。") and first not in said


def test_every_figure_of_what_is_owed_follows_the_settlement(cast, sign_in):
    contract = delivered(cast)
    lin = sign_in("lin")
    agreed(lin, contract, cast, **SETTLED)
    number, today = contract.number, TODAY
    shown = panel(nodes, contract, cast.lin)
    assert (shown.paid, shown.received, shown.open) == ("77.20%", Decimal(115800), Decimal(34200))
    [listed] = [
        one for one in lists.page(cast.lin, lists.Wanted(), None, today=today).rows if one.id == contract.id
    ]
    assert listed.paid == "77.20%" and "77.20%" in part(lin.get("/contracts"), f"contract-{contract.id}").text
    owing = nodes.of_customer(contract.customer_id, cast.lin)
    assert (owing.amount, owing.received, owing.paid, owing.late) == (
        Decimal(150000),
        Decimal(115800),
        "77.20%",
        0,
    )
    sheet = follow_up(contract.id, cast.zheng)
    assert (sheet.values["amount"], sheet.values["paid"]) == (Decimal(150000), "77.20%")
    assert loaders.load("F13", contract.id, cast.zheng).values["amount"] == Decimal(150000)
    late = datetime(2026, 12, 20, 4, tzinfo=UTC)
    with clock.frozen(late):
        day = clock.today()
        own = [
            one
            for one in days.day(cast.lin, clock.now()).own
            if number in one.detail and one.kind == "payment"
        ]
        assert ["34,200.00" in one.title for one in own] == [True]
        assert [node.open for node in overdue_of(contract.customer_id, day)] == [Decimal(34200)]
        assert ageing.table(cast.lin, Owed(day, day)).sums.total == Decimal(34200)
    account = (
        sign_in("zheng")
        .get(f"/payments/accounts/{contract.customer_id}?first=2026-01-01&last=2026-12-31")
        .text
    )
    assert part(account, "account").text.endswith("34,200.00")
    at = NOW + timedelta(days=20)
    pay(contract, cast.zheng, "34200", (2, "34200"), on="2026-12-10", at=at)
    assert panel(nodes, contract, cast.lin).paid == "100.00%" and contract.open_since is None
