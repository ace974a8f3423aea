"""F10: a checklist before the last group."""

from __future__ import annotations

from decimal import Decimal

from salesapp.documents.forms.f10 import CHECKLIST
from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F10 = SheetData(
    number="XS-HT-2026-0107",
    url="/contracts/107/checklist",
    subject="某某精密",
    status="draft",
    values={
        "number": "XS-HT-2026-0107",
        "name": "软件销售合同",
        "customer": "苏州某某精密制造有限公司",
        "amount": Decimal("386000.00"),
    },
    rows={
        "item": [
            {
                "no": item.no,
                "result": "bad" if item.no == 11 else "na" if item.no in (9, 25) else "ok",
                "note": "12-08 电话逐条说明，周*邮件回“无异议”" if item.clause else "",
                "checked_by": "林* 12-08",
            }
            for item in CHECKLIST
            if item.no < 28
        ]
    },
    signatures={"rep": Signature("林*", at(12, 8, 16))},
)
