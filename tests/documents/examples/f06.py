"""F06: an opportunity of grade S."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F06 = SheetData(
    number="SJ2026-0051",
    url="/opportunities/51",
    subject="某某精密",
    values={
        "number": "SJ2026-0051",
        "name": "某某精密排产项目",
        "customer": "苏州某某精密制造有限公司",
        "key_contact": "周敏",
        "owner": "林*",
        "collaborators": "技术何*",
        "need": "排产与库存打通，一个月上线；插单后自动重排并提示缺料。",
        "product_type": "软件+实施",
        "amount": Decimal("386000.00"),
        "expected_close_on": date(2026, 12, 20),
        "stage": "proposal",
        "win_rate": 50,
        "budget_score": 4,
        "chain_score": 4,
        "urgency_score": 5,
        "amount_score": 3,
        "total_score": Decimal("4.10"),
        "suggested_grade": "S",
        "grade": "S",
        "cadence": "S",
        "competitors": "某品牌；我方本地服务，四小时到场。",
        "support_needed": "技术演示 1 次",
        "decision": "agree",
    },
    signatures={
        "rep": Signature("林*", at(11, 20, 15, 2)),
        "supervisor": Signature("许*", at(11, 21, 9, 40), stamp="同意"),
    },
)
