"""A contract grows from its quotation: amount, terms and lines come along, and stay in step with it."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from salesapp.contracts import actions as contracts
from salesapp.contracts.lines import actions as taking
from salesapp.contracts.models import Contract
from salesapp.contracts.texts import sheets
from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.paper import layout, loaders
from salesapp.documents.paper.compose import Imprint, compose
from salesapp.documents.paper.values import SheetData
from salesapp.payments.invoices.page import first_values
from salesapp.quotations import actions as quotations
from salesapp.quotations.approval import actions as approving
from salesapp.quotations.rules import Status
from salesapp.refusals import Refusal
from tests.contracts.factories import Upload, make_opportunity, nodes, sign, terms
from tests.pages import filled
from tests.quotations.factories import NOW, decide, head, line, make_quotation

ZONE = ZoneInfo("Asia/Shanghai")
IMPRINT = Imprint("某某软件有限公司", "http://sales.example.cn", ZONE)


def text(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def quotation(cast):
    """A quotation of 林* over 386,000, agreed to by the supervisor."""
    made = make_quotation(
        cast.lin, line("320000.00", spec="标准版"), line("2400.00", quantity="27.5", rate="6", name="实施服务"),
        opportunity=make_opportunity(cast.lin),
    )  # fmt: skip
    approving.submit(made, by=cast.lin, at=NOW)
    decide(made, cast.xu)
    db.session.commit()
    return made


def drawn(quotation, by, **changes):
    from salesapp.contracts import actions

    values = terms(amount=Decimal("386000.00")) | changes
    return actions.draft_from(
        quotation.opportunity_id, values, nodes(), quotation_id=quotation.id, by=by, at=NOW
    )


def test_nothing_is_typed_again(quotation, sign_in):
    client = sign_in("lin")
    page = text(client.get(f"/quotations/{quotation.id}"))
    assert f"/contracts/new?quotation={quotation.id}" in page
    for address in (f"quotation={quotation.id}", f"opportunity={quotation.opportunity_id}"):
        form = filled(client.get(f"/contracts/new?{address}"), "contract-form")
        assert form["amount"] == ["386000.00"]
        assert form["quotation_id"] == [str(quotation.id)]
        assert form["delivery_cycle"] == ["30天"]
        assert form["payment_terms"] == ["3-6-1"]
        assert form["after_sales"] == ["12个月"]
        assert form["delivery_content"] == ["排产软件 标准版 1 套；实施服务 27.5 套"]
        assert form["tax_rate"] == ["13"]


def test_the_plan_is_what_the_quotation_says(cast, sign_in):
    made = make_quotation(
        cast.lin, opportunity=make_opportunity(cast.lin), payment_terms="预付 30%、到货 65%、质保 5%"
    )
    approving.submit(made, by=cast.lin, at=NOW)
    decide(made, cast.xu)
    db.session.commit()
    form = filled(sign_in("lin").get(f"/contracts/new?quotation={made.id}"), "contract-form")
    rows = [
        [form[f"payment_nodes-{no}-{name}"][0] for name in ("kind", "percent", "condition")]
        for no in range(3)
    ]
    assert rows == [
        ["advance", "30", "签订后5日内"],
        ["arrival", "65", "到货后10日内"],
        ["warranty", "5", "质保期满"],
    ]


def test_the_contract_remembers_its_quotation_and_shows_its_lines(quotation, cast, sign_in):
    contract = drawn(quotation, cast.lin)
    db.session.commit()
    assert contract.quotation_id == quotation.id
    assert [(one.name, one.gross, one.tax) for one in contract.lines] == [
        ("排产软件", Decimal("320000.00"), Decimal("36814.16")),
        ("实施服务", Decimal("66000.00"), Decimal("3735.85")),
    ]
    page = text(sign_in("lin").get(f"/contracts/{contract.id}"))
    for words in (quotation.label, "320,000.00", "36,814.16", "27.5"):
        assert words in page, words


def test_another_amount_is_another_version(quotation, cast):
    from salesapp.contracts import actions

    with pytest.raises(Refusal, match=quotation.label):
        drawn(quotation, cast.lin, amount=Decimal("385999.99"))
    db.session.rollback()
    contract = drawn(quotation, cast.lin)
    with pytest.raises(Refusal, match="386,000"):
        actions.revise(contract, terms(amount=Decimal(1)), nodes(), by=cast.lin, at=NOW)


def test_an_older_version_is_refused_with_the_number_of_the_newer(quotation, cast, sign_in):
    newer = quotations.new_version(quotation, by=cast.lin, at=NOW)
    approving.submit(newer, by=cast.lin, at=NOW)
    decide(newer, cast.xu)
    db.session.commit()
    answer = sign_in("lin").get(f"/contracts/new?quotation={quotation.id}")
    assert newer.label in text(answer)
    assert answer.status_code in (409, 422)
    with pytest.raises(Refusal, match=newer.label):
        drawn(quotation, cast.lin)


def test_what_no_longer_holds_becomes_no_contract(quotation, cast):
    with pytest.raises(Refusal, match="2026-12-08"):
        taking.find(quotation.id, quotation.opportunity, cast.lin, NOW.date() + timedelta(days=16))


def test_a_quotation_of_another_opportunity_is_none(quotation, cast):
    other = make_opportunity(cast.lin)
    with pytest.raises(Refusal):
        taking.find(quotation.id, other, cast.lin, NOW.date())


def test_a_newer_version_is_taken_over_and_the_shares_of_the_plan_stay(quotation, cast, sign_in):
    contract = drawn(quotation, cast.lin)
    newer = quotations.new_version(quotation, by=cast.lin, at=NOW)
    quotations.revise(newer, head(), [line("300000.00", spec="标准版")], by=cast.lin, at=NOW)
    approving.submit(newer, by=cast.lin, at=NOW)
    decide(newer, cast.xu)
    db.session.commit()
    client = sign_in("lin")
    assert newer.label in text(client.get(f"/contracts/{contract.id}"))
    answer = client.post(f"/contracts/{contract.id}/quotations", data={"quotation_id": newer.id})
    assert answer.status_code == 303
    db.session.expire_all()
    changed = db.session.scalars(select(Contract)).one()
    assert (changed.amount, changed.quotation_id, len(changed.lines)) == (Decimal("300000.00"), newer.id, 1)
    assert [one.amount for one in changed.payment_nodes] == [Decimal(90000), Decimal(180000), Decimal(30000)]
    assert sign_in("chen").post(f"/contracts/{contract.id}/quotations").status_code == 404


def test_a_signature_wins_it_and_the_night_leaves_it_alone(quotation, cast):
    contract = drawn(quotation, cast.lin)
    taking.win(contract, by=cast.lin, at=NOW)
    assert quotation.status == Status.WON
    quotations.lapse(at=NOW + timedelta(days=60))
    assert quotation.status == Status.WON


def test_a_void_contract_gives_its_quotation_back_unless_another_has_won_it(quotation, cast):
    first, second = drawn(quotation, cast.lin), drawn(quotation, cast.lin)
    for contract in (first, second):
        contract.status = "signed"
        taking.win(contract, by=cast.lin, at=NOW)
    first.status = "void"
    taking.take_back_win(first, at=NOW)
    assert quotation.status == Status.WON  # the second has it
    second.status = "void"
    taking.take_back_win(second, at=NOW)
    assert (quotation.status, quotation.ended_at) == (Status.APPROVED, None)
    assert quotations.new_version(quotation, by=cast.lin, at=NOW).revision == 2
    quotations.lapse(at=NOW + timedelta(days=60))
    assert quotation.status == Status.LAPSED


def test_voiding_a_signed_contract_gives_its_quotation_back(quotation, cast):
    contract = drawn(quotation, cast.lin)
    contracts.attach(contract, [Upload()], is_text=True, by=cast.lin, at=NOW)
    sign(contract, cast)
    assert quotation.status == Status.WON
    contracts.void(contract, "客户取消", agreed=True, by=cast.xu, at=NOW)
    assert quotation.status in (Status.APPROVED, Status.SENT)


def test_f11_names_the_quotation(quotation, cast):
    from salesapp.contracts.approval.sheets import approval_sheet

    contract = drawn(quotation, cast.lin)
    db.session.commit()
    sheet = approval_sheet(contract.id, cast.lin)
    assert any(quotation.label in str(one) for one in sheet.values["attachments"])


def test_its_papers_list_its_lines(quotation, cast):
    contract = drawn(quotation, cast.lin)
    db.session.commit()
    rows = loaders.load("F11", contract.id, cast.lin).rows["line"]
    assert [(row["name"], row["quantity"], row["price"], row["rate"], row["amount"]) for row in rows] == [
        ("排产软件", "1", "320,000.00", "13%", Decimal("320000.00")),
        ("实施服务", "27.5", "2,400.00", "6%", Decimal("66000.00")),
    ]
    annex = sheets.paper_values(contract)["lines"]
    assert annex[1] == ["2", "实施服务", "/", "套", "27.5", "2,400.00", "6%", "66,000.00"]


def test_without_lines_the_sheet_has_no_table_of_them(cast):
    html = compose(layout.filled(registry.form("F11"), SheetData("", {}, rows={"line": []}), ZONE), IMPRINT)
    assert "合同明细" not in html
    rows = [{"no": 1, "name": "排产软件", "amount": Decimal(1)}]
    assert "合同明细" in compose(
        layout.filled(registry.form("F11"), SheetData("", {}, rows={"line": rows}), ZONE), IMPRINT
    )


def test_each_rate_of_the_lines_is_named_where_the_contract_names_its_rate(quotation, cast, sign_in):
    contract = drawn(quotation, cast.lin)
    db.session.commit()
    assert contract.tax_words == "13%、6%"
    assert "13%、6%" in text(sign_in("lin").get(f"/contracts/{contract.id}"))
    checks = text(sign_in("lin").get(f"/contracts/{contract.id}/checklist?group=B"))
    assert "含税，税率 13%、6%" in checks


def test_an_invoice_begins_with_the_lines_of_the_contract_each_at_its_rate(quotation, cast):
    contract = drawn(quotation, cast.lin)
    db.session.commit()
    whole = first_values(contract, None)["lines"]
    assert [(one["name"], one["gross"], one["rate"]) for one in whole] == [
        ("排产软件", Decimal("320000.00"), "13"),
        ("实施服务", Decimal("66000.00"), "6"),
    ]
    part = first_values(contract, contract.payment_nodes[0])["lines"]
    assert [one["rate"] for one in part] == ["13", "6"]
    assert sum(one["gross"] for one in part) == contract.payment_nodes[0].amount
    assert part[0]["gross"] == Decimal("96000.00")  # 320,000 of 386,000 of 115,800


def test_an_invoice_for_a_part_names_what_the_lines_of_each_rate_are_called(quotation, cast):
    contract = drawn(quotation, cast.lin)
    db.session.flush()
    first = first_values(contract, contract.payment_nodes[0])
    assert [(one["name"], one["rate"], one["gross"]) for one in first["lines"]] == [
        ("排产软件", "13", Decimal("96000.00")),
        ("实施服务", "6", Decimal("19800.00")),
    ]


def test_a_quotation_at_five_per_cent_makes_a_contract_at_five_per_cent(cast, sign_in):
    made = make_quotation(cast.lin, line("6000.00", rate="5"), opportunity=make_opportunity(cast.lin))
    db.session.commit()
    approving.submit(made, by=cast.lin, at=NOW)
    if made.status != Status.APPROVED:
        decide(made, cast.xu)
    db.session.commit()
    form = filled(sign_in("lin").get(f"/contracts/new?quotation={made.id}"), "contract-form")
    assert form["tax_rate"] == ["5"]
