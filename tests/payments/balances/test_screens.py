"""The account of a customer, charged by due day or by invoice, on the screen and on paper."""

import io

from pypdf import PdfReader

from salesapp.db import db
from salesapp.payments.balances.queries import moves
from salesapp.payments.balances.rules import Basis, Side
from salesapp.payments.invoices import actions as invoices
from tests.payments.factories import NOW, D, day, make_signed, pay


def test_an_account_charges_by_due_day_or_by_invoice_and_says_which(cast, sign_in, frozen_clock):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"), ("500", "2026-12-10"))
    pay(contract, cast.zheng, "400", (1, "400"))
    values = {"kind": "special", "title": "苏州", "tax_no": "9132", "delivery": "fp@example.cn"}
    line = {"name": "软件", "quantity": D("1"), "gross": D("900"), "rate": "13"}
    asked = invoices.ask(contract, values, [line], by=cast.lin, at=NOW)
    blue = invoices.issue(asked, "26322000000012345678", D("900"), day("2026-11-05"), by=cast.zheng, at=NOW)
    invoices.make_red(
        blue, "26322000000012345679", D("100"), day("2026-11-20"), "写错", by=cast.zheng, at=NOW
    )
    db.session.commit()
    charged = [one.amount for one in moves(contract.customer_id, Basis.INVOICE) if one.side is Side.CHARGE]
    assert charged == [D("900"), D("-100")]
    lin, at = sign_in("lin"), f"/payments/accounts/{contract.customer_id}"
    period = "first=2026-11-01&last=2026-11-30"
    by_due = lin.get(f"{at}?{period}").text
    assert "1,000.00" in by_due and "600.00" in by_due and "应收按各期次到期日计" in by_due
    by_invoice = lin.get(f"{at}?{period}&by=invoice").text
    assert "红字发票 26322000000012345679" in by_invoice and "应收按发票开具日计" in by_invoice
    assert f"{at}.pdf?first=2026-11-01&amp;last=2026-11-30&amp;by=invoice" in by_invoice
    assert "800.00" in by_invoice  # 900.00 − 100.00, of which 400.00 are paid
    assert "应收按各期次到期日计" in lin.get(f"{at}?{period}&by=whatever").text
    paper = PdfReader(io.BytesIO(lin.get(f"{at}.pdf?{period}&by=invoice").data)).pages[0].extract_text()
    assert paper.count("☐") == 2 and "☐核对无误" in paper.replace(
        " ", ""
    )  # whoever seals it ticks one of the two
