"""What is wrong with the shape of a form and what the rules refuse of it are said in one round, each beside its field."""

import re
from types import SimpleNamespace

import pytest

from salesapp.db import db
from salesapp.payments.invoices import actions as invoices
from salesapp.payments.statements import actions as statements
from salesapp.payments.statements.models import BankStatement, StatementRow
from salesapp.reading.tables.worker import read as read_table
from tests.contracts.factories import approve, make_contract, sign
from tests.payments.factories import NOW, D, day, make_signed, pay
from tests.proposals.factories import make_objection, make_proposal
from tests.quotations.factories import make_quotation


@pytest.fixture
def records(cast):
    """One record of every kind whose forms are tried."""
    signed = make_signed(cast.lin, ("1000", "2026-10-10"), ("500", "2026-11-20"))
    receipt = pay(signed, cast.zheng, "400", (1, "400"))
    values = {"kind": "special", "title": "苏州某某", "tax_no": "9132", "delivery": "fp@example.cn"}
    line = {"name": "软件", "quantity": D("1"), "gross": D("1000"), "rate": "13"}
    asked = invoices.ask(signed, values, [line], by=cast.lin, at=NOW)
    blue = invoices.issue(asked, "26322000000012345678", D("600"), day("2026-11-20"), by=cast.zheng, at=NOW)
    draft, approved = make_contract(cast.lin), approve(make_contract(cast.lin), cast)
    archived = sign(make_contract(cast.lin), cast)
    quotation, proposal = make_quotation(cast.lin), make_proposal(cast.lin)
    make_objection(cast.lin)
    paid_in = BankStatement(name="十一月.csv", heads=[], told={}, by=cast.zheng, at=NOW)
    row = {
        "amount": D("1000"),
        "payer": "苏州某某",
        "account": "",
        "words": "货款",
        "serial": "1",
        "what": "in",
        "cells": [],
    }
    paid_in.rows = [
        StatementRow(place=place, mark=str(place), day=day("2026-11-20"), **row | changes)
        for place, changes in enumerate(({}, {"amount": D("20")}), 2)
    ]
    db.session.add(paid_in)
    table = "交易日期,收入,对方户名\n2026-11-20,1000.00,苏州某某\n".encode()
    unread = statements.take_in("十月.csv", read_table(table), by=cast.zheng, at=NOW)
    assert unread.pending is not None
    db.session.flush()
    first, second = paid_in.rows
    statements.set_aside(second, "误汇", by=cast.zheng, at=NOW)
    db.session.commit()
    return SimpleNamespace(
        signed=signed.id, node=signed.payment_nodes[0].id, customer=signed.customer_id, receipt=receipt.id,
        asked=asked.id, blue=blue.id, draft=draft.id, approved=approved.id, archived=archived.id,
        quotation=quotation.id, proposal=proposal.id, opportunity=quotation.opportunity_id, other=signed.payment_nodes[1].id,
        statement=paid_in.id, row=first.id, aside=second.id, unread=unread.id,
    )  # fmt: skip


#: By form: who fills it in, where it goes, what is typed, and beside which fields something must be said at once: the
#: shape of some of them is wrong, the rules refuse others.
FORMS = {
    "money that came in": (
        "zheng", "/payments/receipts",
        {"customer_id": "{customer}", "amount": "abc", "received_on": "2027-01-01", "way": "bank_bill", "share_{node}": "9999"},
        {"amount", "received_on", "matures_on", "share_{node}"},
    ),
    "a row of the bank's statement": (
        "zheng", "/payments/statements/rows/{row}/receipts",
        {"customer_id": "{customer}", "way": "bank_bill", "matures_on": "", "share_{node}": "abc", "share_{other}": "9999"},
        {"matures_on", "share_{node}", "share_{other}"},
    ),
    "a row of the bank whose shape is right": (
        "zheng", "/payments/statements/rows/{row}/receipts",
        {"customer_id": "{customer}", "way": "transfer", "matures_on": "2027-01-01", "share_{node}": "601",
         "share_{other}": "-1"},
        {"matures_on", "share_{node}", "share_{other}"},
    ),
    "the columns of a statement": (
        "zheng", "/payments/statements/{unread}/columns", {"payer": "3", "text": "3"}, {"day", "in", "payer"},
    ),
    "money to be paid back": (
        "lin", "/payments/concessions", {"receipt_id": "{receipt}", "amount": "401", "cause": "overpaid", "reason": ""},
        {"amount", "reason"},
    ),
    "money given up": (
        "lin", "/payments/concessions", {"node_id": "{node}", "amount": "601", "cause": "fee", "reason": ""},
        {"amount", "reason"},
    ),
    "a step about an instalment": (
        "lin", "/payments/instalments/{node}/steps", {"reason": "", "promised_on": "2026-11-01", "measure": "字" * 401},
        {"reason", "promised_on", "measure"},
    ),
    "an invoice that is asked for": (
        "lin", "/invoices",
        {"contract_id": "{signed}", "kind": "special", "title": "", "tax_no": "9132", "delivery": "fp@example.cn",
         "lines-0-name": "软件", "lines-0-gross": "5000", "lines-0-rate": "13"},
        {"title", "lines-0-gross"},
    ),
    "an invoice that was issued": (
        "zheng", "/invoices/{asked}/invoices", {"number": "12", "amount": "9999", "issued_on": ""},
        {"number", "amount", "issued_on"},
    ),
    "a red invoice": (
        "zheng", "/invoices/{asked}/invoices/{blue}/reds",
        {"number": "26322000000012345678", "amount": "601", "issued_on": "2027-01-01", "reason": ""},
        {"number", "amount", "issued_on", "reason"},
    ),
    "an invoice that was delivered": (
        "lin", "/invoices/{asked}/invoices/{blue}/deliveries", {"delivered_to": "", "delivered_on": "2027-01-01"},
        {"delivered_to", "delivered_on"},
    ),
    "the terms of a contract": (
        "lin", "/contracts/{draft}",
        {"name": "", "kind": "sale", "our_entity": "某某", "amount": "abc", "tax_rate": "13", "sign_method": "paper",
         "copies": "4", "starts_on": "2026-12-01", "ends_on": "2026-11-01", "delivery_on": "2026-12-20",
         "after_sales": "一年", "is_standard_text": "y", "deviation": "改了", "payment_nodes-0-kind": "advance"},
        {"name", "amount", "ends_on", "deviation"},
    ),
    "the signature of a contract": (
        "lin", "/contracts/{approved}/signatures",
        {"signed_on": "2027-01-01", "seal_kind": "contract", "seal_copies": "x", "sealed_by": "", "sealed_on": "2027-01-01"},
        {"signed_on", "seal_copies", "sealed_by", "sealed_on"},
    ),
    "where the signed paper lies": (
        "lu", "/contracts/{archived}/archivings", {"archive_no": "", "archived_by": "陆*", "archived_on": "2027-01-01"},
        {"archive_no", "archived_on"},
    ),
    "a supplement": (
        "lin", "/contracts/{signed}/amendments",
        {"kind": "supplement", "what": "", "amount": "abc", "delivery_on": "2020-01-01", "confirmed_by": "周敏",
         "confirmed_way": "", "confirmed_on": "2027-01-01"},
        {"what", "amount", "delivery_on", "confirmed_by", "confirmed_on"},
    ),
    "a quotation": (
        "lin", "/quotations",
        {"opportunity_id": "{opportunity}", "quoted_on": "x", "valid_count": "99999", "valid_unit": "days", "contact_id": "9999",
         "discount": "", "rounding": "", "items-0-name": "软件", "items-0-quantity": "1", "items-0-price": "100",
         "items-0-rate": "13"},
        {"quoted_on", "valid_count", "contact_id"},
    ),
    "the presentation of a proposal": (
        "lin", "/proposals/{proposal}/presentations", {"presented_on": "2027-01-01", "presented_way": "", "listener_ids": []},
        {"presented_on", "presented_way", "listener_ids"},
    ),
    "an objection": (
        "lin", "/objections",
        {"opportunity_id": "{opportunity}", "words": "", "kind": "price", "raised_on": "2027-01-01", "method": "data",
         "points": "有案例", "state": "eased", "next_on": "2026-01-01"},
        {"words", "raised_on", "next_on"},
    ),
}  # fmt: skip


def test_all_that_is_wrong_with_a_form_is_said_in_one_round(records, sign_in, frozen_clock):
    known = vars(records)
    missing = {}
    for name, (who, path, typed, expected) in FORMS.items():
        data = {
            key.format(**known): value.format(**known) if isinstance(value, str) else value
            for key, value in typed.items()
        }
        answer = sign_in(who).post(path.format(**known), data=data)
        assert answer.status_code in (409, 422), (name, answer.status_code)
        summary = re.search(r'<section class="error-summary".*?</section>', answer.text, re.S)
        said = set(re.findall(r'href="#([\w-]+)"', summary[0] if summary else ""))
        said |= {
            re.sub(r"^[a-z]+-\d+-", "", one) for one in said
        }  # of forms that stand several times on a page
        if gap := {field.format(**known) for field in expected} - said:
            missing[name] = (sorted(gap), sorted(said))
    assert not missing


def test_what_is_wrong_with_rows_of_the_bank_beside_their_fields_is_said_at_once_too(
    records, sign_in, frozen_clock
):
    zheng, known = sign_in("zheng"), vars(records)
    aside = zheng.post("/payments/statements/rows/{aside}/asides".format(**known), data={"reason": ""})
    assert aside.status_code == 422 and "第 3 行不是客户款项" in aside.text and 'href="#reason"' in aside.text
    chosen = {"row": ["{row}-x".format(**known), "{aside}-x".format(**known)]}
    answer = zheng.post("/payments/statements/{statement}/receipts".format(**known), data=chosen)
    assert answer.status_code == 422
    assert "第 2 行的建议已变化" in answer.text and "第 3 行不是客户款项" in answer.text
    more = {"customer_id": str(records.customer), "way": "bank_bill", "matures_on": "x"}
    booked = zheng.post("/payments/statements/rows/{aside}/receipts".format(**known), data=more)
    assert (
        booked.status_code == 422
        and "第 3 行不是客户款项" in booked.text
        and 'href="#matures_on"' in booked.text
    )
