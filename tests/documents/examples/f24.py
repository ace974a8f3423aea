"""F24: a deal lost by its price, reviewed and answered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature

F24 = SheetData(
    number="SJ2026-0033",
    url="/opportunities/33",
    subject="某某精密",
    values={
        "number": "SJ2026-0033", "closed_on": date(2026, 11, 12), "name": "某某精密排产项目", "result": "lost",
        "amount": Decimal("180000.00"), "basis": "forecast", "cycle_days": 62, "recontact_on": date(2027, 5, 10),
        "cause": "price",
        "second_cause": "response", "rival": "某品牌，约低 12%", "rival_price": Decimal("158000.00"), "words": "“报价来晚了”",
        "turning": "演示推迟一周", "done_right": "技术认可", "to_improve": "报价 48 小时内出", "reusable": ["竞品对比表.xlsx"],
        "opinion": "同意",
    },
    signatures={
        "owner": Signature("林*", date(2026, 11, 14)),
        "supervisor": Signature("许*", date(2026, 11, 15)),
    },
)  # fmt: skip
