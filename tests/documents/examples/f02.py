"""F02: a persona and fourteen companies of its list."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesapp.documents.paper.values import SheetData, Signature

MATCHED = (
    ["industry", "size", "region", "chain", "pain"],
    ["industry", "size", "chain"],
    ["industry", "region"],
    [],
)
PLACES = ("无锡", "苏州", "常州", "嘉兴")


def prospect(number: int) -> dict[str, Any]:
    """Return one row of F02."""
    matched = MATCHED[number % len(MATCHED)]
    return {
        "no": number,
        "company": f"{PLACES[number % 4]}某某{'机电' if number % 2 else '精密制造'}有限公司",
        "channel": "客户转介绍" if number % 5 == 0 else "行业展会",
        "matched": matched,
        "score": 20 * len(matched),
        "intent": ("low", "low", "middle", "middle", "high", "high")[len(matched)],
        "owner": "林*" if number % 2 else "方*",
        "planned_on": date(2026, 11, 26),
        "result": "放弃（电话打通后得知工厂已停产）" if number == 9 else "待联系",
    }


F02 = SheetData(
    number="MD2026-003",
    url="/prospects/lists/3",
    subject="某某装备展名录",
    values={
        "number": "MD2026-003",
        "period": "2026-11-16 – 长期有效",
        "product": "软件",
        "name": "供应链低效的中小制造企业",
        "version": "2",
        "industry": "C33 金属制品业、C34 通用设备制造业、C35 专用设备制造业",
        "size": "5000–10000 万元",
        "region": "江苏省、上海市、浙江省",
        "chain": "副总、厂长",
        "pain": "交期、缺料、库存",
        "must": "所属行业：C33 金属制品业、C34 通用设备制造业、C35 专用设备制造业；年产值：5000–10000 万元",
        "plus": "所在地区：江苏省、上海市、浙江省；决策链：副总、厂长；主要痛点：交期、缺料、库存",
        "exclude": "其他关键词：已签竞品",
    },
    rows={"row": [prospect(number) for number in range(1, 15)]},
    signatures={"author": Signature("许*", date(2026, 11, 16))},
)
