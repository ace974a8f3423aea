"""F09: a second version below the supervisor's border, agreed to by the supervisor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F09 = SheetData(
    number="BJ202611-019-V2",
    url="/quotations/19",
    subject="某某精密",
    values={
        "number": "BJ202611-019-V2",
        "quoted_on": date(2026, 11, 28),
        "valid_until": date(2026, 12, 13),
        "customer": "苏州某某精密制造有限公司",
        "contact": "周敏",
        "opportunity": "SJ2026-0051 某某精密排产项目",
        "gross": Decimal("386000.00"),
        "whole_off": Decimal("0.00"),
        "taxes": "13%: 36814.16；6%: 3735.85",
        "delivery_cycle": "30天",
        "warranty": "12个月",
        "payment_terms": "3-6-1",
        "off_reason": "年内首单示范",
        "supervisor_verdict": "agree",
        "supervisor_opinion": "同意",
        "sha256": "0123456789abcdef" * 4,
    },
    rows={
        "line": [
            {
                "no": 1, "name": "排产软件", "spec": "标准版", "unit": "套", "quantity": "1", "price": "320,000.00", "off": "0%",
                "rate": "13%", "amount": Decimal("320000.00"), "tax": Decimal("36814.16"),
            },
            {
                "no": 2, "name": "实施服务", "spec": "", "unit": "人天", "quantity": "27.5", "price": "2,400.00", "off": "0%",
                "rate": "6%", "amount": Decimal("66000.00"), "tax": Decimal("3735.85"),
            },
        ],
        "inside": [
            {
                "no": 1, "name": "排产软件", "list_price": "380,000.00", "share": Decimal("84.2"), "floor_price": "300,000.00",
                "said": None,
            },
            {"no": 2, "name": "实施服务", "list_price": "2,400.00", "share": Decimal(100), "floor_price": None, "said": None},
        ],
    },
    signatures={
        "rep": Signature("林*", at(11, 28, 10)),
        "supervisor": Signature("许*", at(11, 28, 15), "同意", words="同意"),
    },
    closed=("director", "finance"),
)  # fmt: skip
