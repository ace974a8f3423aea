"""F14 开票申请单: an invoice is asked for as the contract says, and what finance issued (R42)."""

from __future__ import annotations

from salesapp.documents.forms.shape import (
    Fields, FormSpec, Table, choice, day, long, money, number, options, signed_by, text,
)
from salesapp.words import lazy_gettext as _l

KINDS = options(special=_l("Digital special invoice"), general=_l("Digital general invoice"), paper=_l("Paper invoice"))

REQUEST = (
    text("number", _l("Request no."), auto=True, head=True, required=True,
         hint=_l("Given by the system"), example="KP202612-011"),
    day("asked_on", _l("Asked on"), past=True, auto=True, head=True, required=True, example="2026-12-16"),
    text("contract", _l("Contract"), auto=True, required=True, hint=_l("By its number"), example="XS-HT-2026-0107"),
    text("node", _l("Payment no."), required=True, hint=_l("The instalment that is invoiced"), example="1"),
    choice("kind", _l("Type of invoice"), KINDS, required=True, wide=True, hint=_l("Paper only where it is needed"),
           example=_l("Digital special invoice")),
    text("title", _l("Name of the buyer"), required=True, length=100, mask="names", hint=_l("As on the business licence"),
         example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    text("tax_no", _l("Taxpayer number"), required=True, length=20, mask="code", hint=_l("The unified credit code"),
         example="9132************3K"),
    text("address_phone", _l("Address and phone"), length=200, mask="invoice", hint=_l("Advised for a special invoice"),
         example=_l("Wuzhong district, Suzhou …")),
    text("bank", _l("Bank and account"), length=200, mask="bank", hint=_l("Advised for a special invoice"),
         example="某行****1234"),
)

LINE = (
    number("no", _l("No."), auto=True, width=6, align="center", example="1"),
    text("name", _l("Item"), required=True, length=100, width=18, hint=_l("As in the contract"), example=_l("Planning software")),
    text("spec", _l("Specification"), length=60, width=12, example="V3"),
    text("unit", _l("Unit"), length=10, width=7, align="center", example=_l("set")),
    number("quantity", _l("Quantity"), required=True, width=9, align="end", example="1"),
    money("price", _l("Unit price, tax included"), auto=True, width=13, align="end", example="115,800.00"),
    money("gross", _l("Amount, tax included"), required=True, width=15, align="end", total=True, example="115,800.00"),
    text("rate", _l("Tax rate"), required=True, length=10, width=7, align="end", example="13%"),
    money("tax", _l("Tax amount"), auto=True, width=13, align="end", total=True, example="13,322.12"),
)

HANDING = (
    money("total", _l("Total, tax included"), auto=True, required=True, wide=True, hint=_l("In figures and capitals"),
          example="115,800.00"),
    text("delivery", _l("Way of delivery"), required=True, length=120, mask="email",
         hint=_l("Mail or mobile that takes invoices"),
         example="fp@example.cn"),
    text("remark", _l("Remarks on the invoice"), length=200, hint=_l("Contract and order number"), example="XS-HT-2026-0107"),
)

RESULT = (
    long("issued", _l("Issued: number, day, by whom"), later=True, wide=True, mask="figures", lines=3,
         hint=_l("Finance fills this in: 20 figures"), example="26322000000012345678; 12-18; 郑*"),
)

FORM = FormSpec(
    code="F14", process=(2, 4), record="invoice_request", retention_years=10,
    title=_l("Request for an invoice"),
    purpose=_l("Asked for as the contract says; finance issues it and notes its number"),
    groups=(
        Fields("request", _l("Whose invoice"), REQUEST),
        Table("line", _l("What is invoiced"), LINE, blank_rows=8),
        Fields("handing", "", HANDING),
        Fields("result", _l("What was issued"), RESULT),
    ),
    signatures=signed_by(applicant=_l("Asked by"), supervisor=_l("Sales supervisor"), finance=_l("Finance")),
)
