"""F14: an invoice asked for over the first instalment, issued in two."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F14 = SheetData(
    number="KP202612-011",
    url="/invoices/11",
    subject="某某精密",
    values={
        "number": "KP202612-011", "asked_on": date(2026, 12, 16), "contract": "XS-HT-2026-0107", "node": "1", "kind": "special",
        "title": "苏州某某精密制造有限公司", "tax_no": "91320500MA1XXXXX3K", "address_phone": "苏州市吴中区某某路 8 号",
        "bank": "某行苏州分行 6222000000001234", "total": Decimal("115800.00"), "delivery": "fp@example.cn",
        "remark": "XS-HT-2026-0107", "issued": "26322000000012345678; ¥115,800.00; 2026-12-18; 郑*",
    },
    rows={
        "line": [
            {"no": 1, "name": "*信息技术服务*排产软件", "spec": "V3", "unit": "套", "quantity": 1, "price": Decimal("115800.00"),
             "gross": Decimal("115800.00"), "rate": "13%", "tax": Decimal("13322.12")},
        ],
    },
    signatures={"applicant": Signature("林敏", at(12, 16, 10))},
)  # fmt: skip
