"""F12: a hand-off that one department returned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F12 = SheetData(
    number="JJ202612-006",
    url="/contracts/107/handoff",
    subject="某某精密",
    values={
        "handoff_no": "JJ202612-006",
        "signed_on": date(2026, 12, 15),
        "due_on": date(2026, 12, 18),
        "contract": "XS-HT-2026-0107 软件销售合同",
        "customer": "苏州某某精密制造有限公司",
        "amount": Decimal("386000.00"),
        "tax_rate": 13,
        "business_contact": "周敏 采购经理 13800000021",
        "technical_contact": "沈立 信息主管 13900003308",
        "finance_contact": "冯会计 0512-62881234转810",
        "invoice_kind": "digital_special",
        "invoice_info": "苏州某某精密制造有限公司，税号 91320500MA1XXXXX3K，收票邮箱 fp@example.cn",
        "delivery_content": "排产软件标准版 1 套；实施服务",
        "delivery_on": date(2027, 1, 20),
        "delivery_place": "客户机房",
        "acceptance": "排产与库存打通，连续运行 10 个工作日",
        "warranty": "12 个月",
        "response_time": "4 小时",
        "needs": "一个月内接通现有系统（客户原话，11-20）；预算不超过四十万（客户原话，11-27）",
        "promises": "驻场培训 2 天（林*，11-27）；同行案例两份（已兑现 11-29）",
        "materials": ["contract", "tech_agreement", "proposal", "quotation", "summary"],
        "customer_notes": "周五不接待；进厂须登记身份证件",
        "open_items": "接口文档；何*；12-22",
        "finance_receipt": "accept",
        "service_receipt": "return",
        "service_opinion": "请补技术协议的接口清单",
    },
    rows={
        "payment": [
            {
                "no": 1,
                "kind": "预付款",
                "condition": "签订后 5 日内",
                "due_on": date(2026, 12, 20),
                "share": 30,
                "amount": Decimal("115800.00"),
            },
            {
                "no": 2,
                "kind": "验收款",
                "condition": "验收合格后 10 日内",
                "due_on": date(2027, 2, 1),
                "share": 60,
                "amount": Decimal("231600.00"),
            },
            {
                "no": 3,
                "kind": "质保金",
                "condition": "质保期满",
                "due_on": date(2028, 1, 20),
                "share": 10,
                "amount": Decimal("38600.00"),
            },
        ]
    },
    signatures={
        "sender": Signature("林*", at(12, 16, 17, 20)),
        "finance": Signature("郑*", at(12, 17, 9, 12), stamp="已接收"),
        "service": Signature("高*", at(12, 17, 11, 30), stamp="退回补充", refused=True),
    },
)
