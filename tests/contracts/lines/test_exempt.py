"""A contract of which all is exempt: chosen without a quotation, said the same wherever its rate stands, never 0 %."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.approvals.frozen import sheets as frozen
from salesapp.approvals.subjects.rules import subject_of
from salesapp.contracts import actions
from salesapp.contracts.approval.sheets import approval_sheet
from salesapp.contracts.approval.wording.page import rate
from salesapp.contracts.handoff.sheets import handoff_sheet
from salesapp.contracts.lines.rules import tax_words, taxed_words
from salesapp.contracts.models import Contract
from salesapp.contracts.texts.queries import values_of
from salesapp.db import db
from salesapp.payments.invoices import actions as invoices
from salesapp.payments.invoices.page import first_values
from salesapp.payments.invoices.sheets import request_sheet
from tests.conftest import CAST
from tests.contracts.factories import NOW, decide, make_contract, make_opportunity, nodes, sign, submit, terms
from tests.contracts.sent import only_contract, typed
from tests.pages import filled, part
from tests.quotations.factories import line, make_quotation
from tests.sweeps.test_migrations import rows


@pytest.mark.parametrize(
    ("own", "lines", "rate", "sentence"),
    [
        ("13", [], "13%", "Tax included, 13%"),
        ("0", [], "0%", "Tax included, 0%"),
        ("exempt", [], "Exempt", "Exempt"),
        ("13", ["exempt"], "Exempt", "Exempt"),
        ("exempt", ["13", "6"], "13%, 6%", "Tax included, 13%, 6%"),
        ("13", ["13", "exempt"], "13%, Exempt", "Tax included, 13%, Exempt"),
        ("17", [], "17%", "Tax included, 17%"),
    ],
)
def test_the_lines_say_the_rate_and_without_them_the_contract(own, lines, rate, sentence):
    assert (tax_words(own, lines), taxed_words(own, lines)) == (rate, sentence)


def test_exempt_is_chosen_on_the_contract_itself_and_read_on_its_page_checklist_and_edit(
    cast, db_session, sign_in
):
    lin = sign_in("lin")
    assert (
        lin.post("/contracts", data=typed(make_opportunity(cast.lin), tax_rate="exempt")).status_code == 303
    )
    contract = only_contract(db_session)
    assert contract.tax_rate == "exempt"
    page = f"/contracts/{contract.id}"
    assert "税率 免税" in part(lin.get(page), "facts").text
    checks = lin.get(f"{page}/checklist?group=B").text
    assert "免税" in checks and "税率 免税" not in checks and "含税，税率" not in checks
    form = filled(lin.get(f"{page}/edit"), "contract-form")
    assert form["tax_rate"] == ["exempt"]
    assert lin.post(page, data=typed(tax_rate="0") | {"version": form["version"][0]}).status_code == 303
    db_session.expire_all()
    assert contract.tax_rate == "0" and "税率 0%" in part(lin.get(page), "facts").text
    said = part(lin.get(f"{page}?history=all"), "history").text
    assert "免税" in said and "0%" in said


@pytest.mark.parametrize("rate", ["", None, "17", "None", "免税"])
def test_no_rate_and_an_unknown_one_are_refused_and_never_exempt(cast, db_session, sign_in, rate):
    answer = sign_in("lin").post("/contracts", data=typed(make_opportunity(cast.lin), tax_rate=rate))
    assert answer.status_code == 422 and "error-summary" in answer.text
    assert db_session.scalar(select(func.count(Contract.id))) == 0


def test_every_sheet_and_text_says_exempt(cast):
    contract = sign(make_contract(cast.lin, tax_rate="exempt"), cast)
    for sheet in (approval_sheet, handoff_sheet):
        assert sheet(contract.id, cast.lin).values["tax_rate"] == "免税"
    said = values_of(contract)
    assert (said["税率"], said["含税"]) == ("免税", "免税")
    assert values_of(make_contract(cast.lin))["含税"] == "含税，税率 13%"


def test_what_was_approved_as_exempt_reads_so_and_another_rate_undoes_it(cast):
    contract = submit(make_contract(cast.lin, tax_rate="exempt"))
    parts = dict(frozen.values(contract.approvals[-1], subject_of("contract"), contract, cast.lin)["parts"])
    assert parts["税率"] == "免税"
    assert (rate("13", contract), rate("17", contract), rate(None, contract)) == ("13%", "17%", "/")
    decide(contract, cast.xu)
    actions.revise(contract, terms(tax_rate="0"), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "checking" and contract.mark_of(8).result is None


def test_an_invoice_of_an_exempt_contract_has_no_tax_and_begins_as_a_general_one(cast, sign_in):
    contract = sign(make_contract(cast.lin, tax_rate="exempt"), cast)
    first = first_values(contract, contract.payment_nodes[0])
    assert first["kind"] == "general" and [one["rate"] for one in first["lines"]] == ["exempt"]
    taxed = sign(make_contract(cast.lin, tax_rate="0"), cast)
    assert first_values(taxed, None)["kind"] == "special"
    asked = {name: first[name] for name in ("kind", "title", "tax_no", "address_phone", "bank", "node_id")}
    more = {"tax_no": asked["tax_no"] or "91320500MA1XXXXX3K", "delivery": "fp@example.cn", "remark": None}
    one = invoices.ask(contract, asked | more, first["lines"], by=cast.lin, at=NOW)
    db.session.commit()
    assert one.lines[0].tax == 0 and one.amount == contract.payment_nodes[0].amount
    assert (request_sheet(one.id, cast.lin).rows["line"][0]["rate"], "***") == (
        "免税", request_sheet(one.id, cast.lin).rows["line"][0]["tax"],
    )  # fmt: skip
    assert "免税 ***" in part(sign_in("lin").get(f"/invoices/{one.id}"), "lines").text


def test_a_quotation_that_is_wholly_exempt_makes_an_exempt_contract(cast, sign_in):
    made = make_quotation(
        cast.lin,
        line("6000.00", rate="exempt"),
        line("50.00", rate="13"),
        opportunity=make_opportunity(cast.lin),
    )
    made.status = "approved"
    db.session.commit()
    form = filled(sign_in("lin").get(f"/contracts/new?quotation={made.id}"), "contract-form")
    assert form["tax_rate"] == ["exempt"]


def test_rates_of_before_stay_what_they_are_and_none_becomes_exempt(fresh_app):
    people = SimpleNamespace(
        **{user.username: user for user in db.session.scalars(select(User).where(User.username.in_(CAST)))}
    )
    for code in ("13", "0", "exempt", "10", "6.5"):
        make_contract(people.lin, tax_rate=code)
    db.session.remove()
    stamp()
    downgrade(revision="0077")
    before = [Decimal(str(row["tax_rate"])) for row in rows("contract")]
    assert before == [13, 0, 0, 10, Decimal("6.5")]
    upgrade()
    assert [row["tax_rate"] for row in rows("contract")] == ["13", "0", "0", "10", "6.5"]
