"""F01: a customer with two contacts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F01 = SheetData(
    number="KH2026-0038",
    url="/customers/38",
    subject="某某精密",
    values={
        "number": "KH2026-0038",
        "full_name": "苏州某某精密制造有限公司",
        "short_name": "某某精密",
        "kind": "intending",
        "credit_code": "91320500MA1XXXXX3K",
        "industry": "C34 通用设备制造业",
        "region": "江苏省 苏州市 吴中区",
        "size": "medium",
        "headcount": 320,
        "revenue": Decimal("8000"),
        "founded_on": date(2011, 5, 18),
        "registered_capital": Decimal("2000"),
        "address": "某某路 18 号 3 幢",
        "postcode": "215100",
        "phone": "0512-62881234转801",
        "first_contact_at": at(11, 3, 10),
        "match_score": 82,
        "source_channel": "fair",
        "source_note": "某某装备展",
        "decision_chain": "车间提出→采购选型→副总批准→财务付款",
        "pain_points": "交期常拖一周；插单以后车间找不到料，三个人围着表格转。",
        "current_products": "自建表格，没有系统",
        "budget_timing": "30–40 万元；春节前",
        "tier": "ordinary",
        "activity_level": "medium",
        "invoice_tax_no": "91320500MA1XXXXX3K",
        "invoice_bank": "某某银行苏州吴中支行 6222 0012 3456 1234",
        "owner": "林*",
        "collaborators": ["何*"],
        "verified_on": date(2026, 11, 3),
    },
    rows={
        "contact": [
            {
                "name": "周敏",
                "is_key": True,
                "salutation": "ms",
                "title": "采购经理",
                "department": "采购部",
                "mobile": "138 0000 0021",
                "email": "zhoumin@example.cn",
                "decision_role": "influencer",
                "preference": "mail",
                "privacy_notice_way": "mail",
                "privacy_notice_on": date(2026, 11, 3),
            },
            {
                "name": "欧阳修远",
                "salutation": "mr",
                "title": "生产副总",
                "department": "总经办",
                "mobile": "139 0000 3308",
                "landline": "0512-62881234转808",
                "decision_role": "decider",
                "privacy_notice_way": "in_person",
                "privacy_notice_on": date(2026, 11, 20),
            },
        ]
    },
    signatures={"filled_by": Signature("林*", at(11, 3, 16, 20))},
)
