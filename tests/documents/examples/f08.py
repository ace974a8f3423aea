"""F08: a proposal with two lines and two objections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature

F08 = SheetData(
    number="SJ2026-0051",
    url="/opportunities/51",
    subject="某某精密",
    values={
        "number": "SJ2026-0051",
        "version": "V1.2",
        "presented_on": date(2026, 11, 27),
        "name": "某某精密排产项目",
        "customer": "苏州某某精密制造有限公司",
        "title": "排产方案",
        "presented_way": "visit",
        "listeners": ["周敏", "沈*"],
        "shown": "演示文稿、现场演示",
        "evidence": "某泵业案例 · 把交货周期缩短 15%",
    },
    rows={
        "value": [
            {
                "pain": "插单漏料", "point": "插单自动重排并提示缺料", "kind": "cycle", "metric": "交付周期", "now": Decimal(20),
                "expected": Decimal(17), "unit": "天（−15%）",
            },
            {
                "pain": "月底停业两天盘库", "point": "扫码出入库加循环盘点", "kind": "efficiency", "metric": "盘点停业",
                "now": Decimal(2), "expected": Decimal("0.5"), "unit": "天（−75%）",
            },
        ],
        "saving": [
            {
                "of": "交付周期", "basis": "客户今年的延期赔付台账", "arithmetic": "24 万元 = 每月 2 万元 × 12",
                "yearly": Decimal("240000.00"),
            },
        ],
        "objection": [
            {
                "words": "“比别家贵一成”", "kind": "price", "method": "data", "points": "先认同预算压力，再比三年总成本",
                "state": "eased", "next_on": date(2026, 12, 1),
            },
            {
                "words": "“怕上线影响生产”", "kind": "delivery", "method": "third_party",
                "points": "并行两周，差异低于约定值才切换",
                "state": "resolved",
            },
        ],
    },
    signatures={"rep": Signature("林*", date(2026, 11, 27))},
)  # fmt: skip
