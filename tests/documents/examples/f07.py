"""F07: twelve follow-ups of one opportunity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature


def follow_up(number: int) -> dict:
    """Return one row of F07."""
    return {
        "no": number,
        "followed_on": date(2026, 11, 1 + number % 28),
        "channel": ("phone", "visit", "mail", "wechat")[number % 4],
        "contact": "周敏",
        "content": "发同行业对比资料，解释接口怎样接现有系统，约定下次演示范围。",
        "feedback": "担心上线影响生产" if number % 3 else "无",
        "stage_change": "需求确认→方案报价" if number % 5 == 0 else "",
        "other_change": "12-15→12-20，流程延后" if number % 7 == 0 else "",
        "next_step": "约技术何*现场演示",
        "owner": "林*",
        "due_on": date(2026, 11, 2 + number % 28),
        "outcome": "done" if number % 4 else "open",
    }


F07 = SheetData(
    number="SJ2026-0051",
    url="/opportunities/51",
    subject="某某精密",
    values={
        "number": "SJ2026-0051",
        "name": "某某精密排产项目",
        "customer": "苏州某某精密制造有限公司",
        "owner": "林*",
        "grade": "S",
        "amount": Decimal("386000.00"),
        "expected_close_on": date(2026, 12, 20),
        "grade_history": "A → S 2026-11-20 林*（客户提出硬期限）",
        "period": "2026-11-01 至 2026-11-30",
        "quota": "6 / 6",
    },
    rows={"row": [follow_up(number) for number in range(1, 13)]},
    signatures={"owner": Signature("林*", date(2026, 11, 30))},
)
