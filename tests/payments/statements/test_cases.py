"""The five files of the cases, read and matched: what each row is, pure."""

from datetime import date
from decimal import Decimal as D
from functools import cache
from pathlib import Path

import pytest

from salesapp.payments.receipts.rules import OpenNode
from salesapp.payments.rules import PaymentRefused
from salesapp.payments.statements.matching import rules as matching
from salesapp.payments.statements.matching.rules import key_of
from salesapp.payments.statements.proposals.rules import Money, Note, Proposal, Strength, World, note_words
from salesapp.payments.statements.reading import rules as reading
from salesapp.payments.statements.rules import What, Why, check_columns
from salesapp.reading.tables.worker import read as read_table

FILES = Path(__file__).parents[2] / "cases/money/statements"
SUZHOU, WUXI, KUNSHAN, CHANGZHOU, JISHU, SHEBEI, ABC, HANGZHOU, ZHENJIANG = range(1, 10)
NAMES = {
    "苏州某某精密机械有限公司": SUZHOU, "无锡某某泵业有限公司": WUXI, "某某（昆山）电子科技有限公司": KUNSHAN,
    "常州某某重工集团有限公司": CHANGZHOU, "上海某某测试技术有限公司": JISHU, "上海某某测试设备有限公司": SHEBEI,
    "ABC Tools 某某有限公司": ABC, "杭州某某仪器有限公司": HANGZHOU, "镇江某某建材有限公司": ZHENJIANG,
}  # fmt: skip
#: (node, contract, customer, due, open)
NODES = (
    (1071, 107, SUZHOU, "2026-11-20", "115800.00"), (1072, 107, SUZHOU, "2027-01-31", "231600.00"),
    (1073, 107, SUZHOU, None, "38600.00"), (882, 88, WUXI, "2026-11-15", "33333.33"), (883, 88, WUXI, "2026-12-15", "33333.34"),
    (911, 91, KUNSHAN, "2026-11-10", "58000.00"), (951, 95, KUNSHAN, "2026-11-30", "42000.00"),
    (792, 79, CHANGZHOU, "2026-09-30", "260000.00"), (1021, 102, JISHU, "2026-11-25", "20000.00"),
    (1031, 103, SHEBEI, "2026-11-25", "20000.00"), (1101, 110, ABC, "2026-11-28", "38600.10"),
    (1111, 111, HANGZHOU, "2026-11-22", "2500.00"), (1112, 111, HANGZHOU, "2026-11-22", "2500.00"),
    (1113, 111, HANGZHOU, "2026-11-25", "300.00"),
)  # fmt: skip


def world(**more) -> World:
    nodes: dict[int, list[OpenNode]] = {}
    contracts = {"XS-HT-2026-0066": (66, ZHENJIANG, True)}
    for node, contract, customer, due, left in NODES:
        number = f"XS-HT-2026-{contract:04d}"
        contracts[number] = (contract, customer, False)
        nodes.setdefault(customer, []).append(
            OpenNode(node, contract, number, node % 10, date.fromisoformat(due) if due else None, D(left))
        )
    customers = {key_of(name): number for name, number in NAMES.items()}
    values = {
        "own_names": {key_of("某某软件有限公司")},
        "own_accounts": {"6222000000000001", "320100000000000002"},
    }
    return World(customers, nodes, contracts, **values | more)


@cache
def statement(name: str) -> reading.Statement:
    book = read_table((FILES / name).read_bytes())
    sheet, header = reading.table_of(book)
    columns = reading.guessed(header)
    check_columns(columns)
    return reading.read(sheet, header, columns)


def good(name: str) -> list[reading.Entry]:
    return [one for one in statement(name).entries if not one.refused and not one.says_nothing]


def proposals(name: str, **more) -> list[Proposal]:
    rows = [Money(one.place, one.amount, one.payer, one.account, one.words) for one in good(name)]
    return list(matching.propose(rows, world(**more)).values())


def shares(one: Proposal) -> dict[int, str]:
    return {node: str(amount) for node, amount in one.shares.items()}


def notes(one: Proposal) -> set[Note]:
    return {note for note, _gap in one.notes}


def test_file_1_is_read_with_its_account_and_agrees_in_total_and_balance():
    found = statement("1-debit-credit.xlsx")
    assert (found.account, found.holder) == ("6222000000000001", "某某软件有限公司")
    assert [str(one.amount) for one in found.entries] == [
        "115800.00",
        "33333.33",
        "-15.00",
        "100000.00",
        "20000.00",
    ]
    assert found.entries[0].day == date(2026, 11, 20) and found.entries[0].serial == "A20261120000001"
    assert all(total.agrees for total in found.totals) and len(found.totals) == 1 and not found.jumps


def test_file_1_is_matched():
    first, second, fee, both, jishu = proposals("1-debit-credit.xlsx")
    assert first.strength is Strength.STRONG and shares(first) == {1071: "115800.00"}
    assert shares(second) == {882: "33333.33"}
    assert fee.what is What.OUT
    assert shares(both) == {911: "58000.00", 951: "42000.00"} and both.customer_id == KUNSHAN
    assert jishu.customer_id == JISHU and shares(jishu) == {1021: "20000.00"}


def test_file_2_is_no_utf_8_and_keeps_leading_zeros():
    found = statement("2-gbk-tabs.csv")
    assert found.account == "320100000000000002" and found.entries[0].serial == "0000000000000000231"
    assert [str(one.amount) for one in found.entries] == [
        "260000.00",
        "-386.50",
        "5000.00",
        "12000.00",
        "20000.00",
    ]
    assert found.totals[0].agrees and (found.totals[0].out, found.totals[0].into) == (
        D("386.50"),
        D("297000.00"),
    )
    assert not found.jumps


def test_file_2_is_matched():
    group, tax, person, void, shebei = proposals("2-gbk-tabs.csv")
    assert (
        group.strength is Strength.CLAIM
        and group.customer_id == CHANGZHOU
        and shares(group) == {792: "260000.00"}
    )
    assert tax.what is What.OUT
    assert (
        person.strength is Strength.CLAIM
        and person.customer_id == SUZHOU
        and Note.THIRD_PARTY in notes(person)
    )
    assert void.strength is Strength.ADVANCE and not void.shares and notes(void) == {Note.VOID}
    assert void.customer_id == ZHENJIANG and shares(shebei) == {1031: "20000.00"}


def test_file_3_sets_aside_what_is_no_payment():
    found = statement("3-signed-bom.csv")
    assert found.entries[-1].refused == [Why.CURRENCY] and not found.jumps
    short, moved, interest, paid, back, second, refund = proposals("3-signed-bom.csv")
    assert shares(short) == {911: "57985.00"} and (Note.SHORT, D("15.00")) in short.notes
    assert [moved.what, interest.what, paid.what, back.what] == [
        What.TRANSFER,
        What.INTEREST,
        What.OUT,
        What.RETURNED,
    ]
    assert shares(second) == {951: "42000.00"} and second.strength is Strength.STRONG
    assert refund.what is What.REFUND and notes(refund) == {Note.NO_ADVANCE} and not refund.is_sure
    *_others, agreed = proposals("3-signed-bom.csv", advances={WUXI: D("4200.00")})
    assert agreed.is_sure and agreed.customer_id == WUXI


def test_file_4_reads_the_second_sheet_and_fills_merged_days():
    found = statement("4-merged-pages.xlsx")
    assert [str(one.day) for one in found.entries[:3]] == ["2026-11-26"] * 3
    assert len(found.entries) == 6 and len(found.totals) == 3 and all(total.agrees for total in found.totals)
    assert not found.jumps and found.entries[4].amount == D("38600.10")


def test_file_4_is_matched():
    third, second, trial, branch, abc, bill = proposals("4-merged-pages.xlsx")
    assert shares(third) == {883: "33333.34"} and Note.EARLY in notes(third)
    assert shares(second) == {882: "33333.33"}
    assert trial.customer_id == SUZHOU and not trial.shares and notes(trial) == {Note.TRIAL}
    assert branch.strength is Strength.CLAIM and shares(branch) == {1072: "231600.00"}
    assert abc.customer_id == ABC and shares(abc) == {1101: "38600.10"}
    assert (bill.way, bill.matures_on) == ("bank_bill", date(2027, 5, 20))
    assert shares(bill) == {1071: "100000.00"} and (Note.SHORT, D("15800.00")) in bill.notes


def test_file_5_refuses_what_cannot_be_read_and_says_where_the_balance_jumps():
    found = statement("5-overlap-broken.xlsx")
    assert len(found.entries) == 9
    assert [one.refused for one in found.entries[5:8]] == [[Why.DAY], [Why.NUMBER], [Why.BOTH]]
    assert found.entries[6].account == "" and found.entries[8].says_nothing
    assert [(jump.place, jump.gap) for jump in found.jumps] == [(8, D("7000.00"))]
    *_before, one, two, last = proposals("5-overlap-broken.xlsx")
    assert [shares(one), shares(two), shares(last)] == [
        {1111: "2500.00"},
        {1112: "2500.00"},
        {1113: "300.00"},
    ]


def test_all_that_is_wrong_with_a_row_is_said_and_money_without_a_day_is_not_passed_over():
    rows = (
        "交易日期,对方户名,贷方金额,币种,摘要",
        "2026-13-45,苏州某某精密机械有限公司,若干,USD,货款",
        ",无锡某某泵业有限公司,-５００,,货款",
        ",,500,,上页余额",
        ",无锡某某泵业有限公司,,,接上行",
        "2026-11-20,无锡某某泵业有限公司,３６，０００．００,人民币,货款",
    )
    sheet, header = reading.table_of(read_table("\n".join(rows).encode()))
    found = reading.read(sheet, header, reading.guessed(header)).entries
    assert [one.refused for one in found] == [[Why.DAY, Why.NUMBER, Why.CURRENCY], [Why.NO_DAY], []]
    assert found[-1].amount == D("36000.00")


def test_two_equal_rows_of_one_file_are_two_and_the_same_of_another_file_is_one():
    def marks(count):
        seen: dict[str, int] = {}
        return [matching.mark_of("6222", ("2026-11-22", "2500.00"), "", seen) for _ in range(count)]

    first, again = marks(2), marks(3)
    assert len(set(first)) == 2 and again[:2] == first and again[2] not in first
    assert matching.mark_of("6222", (), "A1", {}) == "6222|A1"


def test_columns_that_tell_neither_day_nor_amount_are_refused():
    for columns, field in (({}, "day"), ({"day": 1}, "in"), ({"day": 1, "in": 1}, "day")):
        with pytest.raises(PaymentRefused) as refused:
            check_columns(columns)
        assert refused.value.field == field


def test_a_changed_proposal_has_another_fingerprint():
    first, second, *_rest = proposals("1-debit-credit.xlsx")
    assert first.fingerprint != second.fingerprint and len(first.fingerprint) == 12


class Looked(dict):
    """Customers by their key that count how often one is compared."""

    looks = 0

    def items(self):
        for one in super().items():
            self.looks += 1
            yield one


def work_of(rows: int, monkeypatch) -> tuple[int, int, int]:
    """Match so many rows, every fourth of a payer nobody knows: customers compared, instalments looked at, sure ones."""
    count, opened = 600, []
    nodes = {
        customer: [
            OpenNode(
                customer * 10 + seq, customer, f"XS-HT-2026-{customer:04d}", seq, date(2026, 11, 1 + seq), D(1000 + customer),
            )
            for seq in (1, 2)
        ]
        for customer in range(1, count + 1)
    }  # fmt: skip
    customers = Looked((key_of(f"苏州第{one}某某精密机械有限公司"), one) for one in nodes)
    contracts = {f"XS-HT-2026-{one:04d}": (one, one, False) for one in nodes}
    names = [f"苏州第{one + 1}某某精密机械有限公司" if one % 4 else f"财务中心{one}" for one in range(rows)]
    monkeypatch.setattr(matching, "_open", lambda found, left: opened.extend(found) or list(found))
    typed = [Money(number, D(1001 + number), name, "", "货款") for number, name in enumerate(names)]
    found = matching.propose(typed, World(customers, nodes, contracts))
    return customers.looks, len(opened), sum(one.is_sure for one in found.values())


def test_matching_grows_with_the_rows_and_looks_at_no_instalment_of_others(monkeypatch):
    for rows in (100, 200, 400):
        unknown = rows // 4
        assert work_of(rows, monkeypatch) == (unknown * 600, (rows - unknown) * 2, rows - unknown)


def test_only_what_a_bank_may_keep_as_fees_is_offered_to_be_written_off():
    assert "write-off" in note_words(Note.SHORT, D("100.00"))
    assert "write-off" not in note_words(Note.SHORT, D("100.01"))
