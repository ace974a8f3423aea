"""F13: three instalments, one received in two parts, one overdue with a promise, one that waits for acceptance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData

F13 = SheetData(
    number="XS-HT-2026-0107",
    url="/contracts/107",
    subject="某某精密",
    values={
        "contract": "XS-HT-2026-0107 软件销售合同", "customer": "苏州某某精密制造有限公司", "amount": Decimal("386000.00"),
        "received": Decimal("115800.00"), "paid": "30.00%", "as_of": "2027-02-05",
    },
    rows={
        "node": [
            {"no": 1, "kind": "预付款", "condition": "签订后 5 日内", "planned_on": "2026-12-20", "share": 30,
             "amount": Decimal("115800.00"), "invoiced": "issued", "invoice_no": "26322000000012345678",
             "invoiced_on": "12-18", "open": Decimal("0.00"), "late": None},
            {"no": 2, "kind": "验收款", "condition": "验收后 10 日内", "planned_on": "2027-01-31", "share": 60,
             "amount": Decimal("231600.00"), "invoiced": "asked", "open": Decimal("231600.00"), "late": 5},
            {"no": 3, "kind": "质保金", "condition": "质保期满", "planned_on": "验收后 12 个月", "share": 10,
             "amount": Decimal("38600.00"), "invoiced": "none", "open": Decimal("38600.00"), "late": None},
        ],
        "receipt": [
            {"no": 1, "received_on": date(2026, 12, 21), "amount": Decimal("50000.00"), "way": "transfer",
             "number": "SK202612-008", "confirmed_by": "郑敏"},
            {"no": 1, "received_on": date(2026, 12, 23), "amount": Decimal("65800.00"), "way": "bank_bill",
             "matures_on": date(2027, 5, 20), "number": "SK202612-009", "confirmed_by": "郑敏"},
        ],
        "chase": [
            {"no": 2, "reason": "acceptance", "measure": "请售后确认验收日期，周三电话跟进", "promised_on": date(2027, 2, 12),
             "by": "林敏"},
        ],
    },
)  # fmt: skip
