"""Each bar of the money pictures adds up exactly what it opens, of what one sees."""

import re
from html import unescape

import pytest

from salesapp.home.pictures.money import page, queries
from salesapp.home.pictures.money.rules import LATE, LATER, UNMET, By, keys
from salesapp.payments.chasing import actions as chasing
from salesapp.policies.actions import change as save_policy
from tests.payments.factories import NOW, TODAY, day, make_signed, pay

AT = "/performance/money"


@pytest.fixture
def owed(cast, frozen_clock, db_session):
    """What 林* is owed: overdue, overdue with a promise, this week, in a bill, later, without a day; and 陈* once."""
    save_policy("bill_counts", "maturity", by=cast.tang, at=NOW)
    contract = make_signed(
        cast.lin, ("100", "2026-11-10"), ("200", "2026-11-11"), ("400", "2026-11-25"), ("800", "2026-11-20"),
        ("1600", "2027-09-01"), ("3200", None, {"kind": "warranty"}), ("50", "2026-11-01"),
    )  # fmt: skip
    nodes = contract.payment_nodes
    chasing.note(nodes[1], {"reason": "cash", "promised_on": day("2026-12-01")}, by=cast.lin, at=NOW)
    pay(contract, cast.zheng, "800", (4, "800"), way="bank_bill", matures_on=day("2026-12-10"))
    pay(contract, cast.zheng, "50", (7, "50"))
    pay(contract, cast.zheng, "30", (1, "30"))
    make_signed(cast.chen, ("7", "2026-11-10"))
    return contract


def amounts(user):
    ages, weeks = page.charts(user, TODAY)
    return ages, weeks, {row[0].words: [cell.words for cell in row[1:]] for row in weeks.rows}


def test_what_is_expected_and_when(owed, cast):
    ages, weeks, table = amounts(cast.lin)
    assert table[page.long_name(LATE)] == [
        "70.00",
        "0.00",
        "1",
    ]  # the part that is open; what was promised stands in its week
    assert table["2026-11-23 – 11-29"] == ["400.00", "0.00", "1"]
    assert table["2026-11-30 – 12-06"] == ["200.00", "0.00", "1"]
    assert table["2026-12-07 – 12-13"] == ["0.00", "800.00", "1"]
    assert table[page.long_name(LATER)] == ["1,600.00", "0.00", "1"] and table[page.long_name(UNMET)] == [
        "3,200.00",
        "0.00",
        "1",
    ]
    assert [bar.tone for bar in weeks.bars[:2]] == ["seal", "blue"] and len(weeks.bars) == 12
    owed_now = {row[0].words: row[1].words for row in ages.rows}
    assert (
        owed_now["1–30 天"] == "1,070.00"
        and owed_now["未到期"] == "2,000.00"
        and owed_now["条件未成就"] == "3,200.00"
    )
    assert ages.by == By.AGE and amounts(cast.tang)[2][page.long_name(LATE)][0] == "77.00"


def test_each_number_opens_exactly_its_records(owed, cast, sign_in):
    client = sign_in("lin")
    shown = client.get(AT).text
    assert "应收按账龄" in shown and "按周预计回款" in shown
    links = {unescape(url) for url in re.findall(r'href="(/p[^"]+)"', shown)}
    assert {f"{AT}/records?of={key}" for key in keys(TODAY)} <= links
    assert "/payments/ageing/instalments?bucket=to_30" in links
    for part in page.parts(queries.expected(cast.lin, TODAY), TODAY):
        rows = queries.behind(cast.lin, part.key, TODAY)
        assert (sum(row.amount for row in rows), len(rows)) == (part.total, part.count)
        answer = client.get(f"{AT}/records?of={part.key}").text
        assert answer.count('<td class="lead">') == part.count
    promised = client.get(f"{AT}/records?of=2026-11-30").text
    assert "已承诺" in promised and "票据 SK" in client.get(f"{AT}/records?of=2026-12-07").text


@pytest.mark.parametrize("of", ["", "2026-11-24", "never", "9999-99-99"])
def test_what_is_no_bar_is_not_there(owed, sign_in, of):
    assert sign_in("zheng").get(f"{AT}/records?of={of}").status_code == 404


def test_it_is_printed_and_reached_from_performance_and_payments(owed, sign_in):
    client = sign_in("tang")
    assert client.get(f"{AT}/sheet.pdf").data[:5] == b"%PDF-"
    for page_ in ("/performance", "/payments"):
        assert f'href="{AT}"' in client.get(page_).text
    assert sign_in("gao").get(AT).status_code == 403


def test_nothing_owed_is_said(cast, sign_in):
    assert "没有应收" in sign_in("lin").get(AT).text


def test_the_pictures_ask_few_queries(owed, sign_in, count_queries):
    client = sign_in("tang")
    client.get(AT)
    with count_queries() as counted:
        client.get(AT)
    assert counted.total <= 8
