"""F11: a contract after three approvals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F11 = SheetData(
    number="XS-HT-2026-0107",
    url="/contracts/107",
    subject="某某精密",
    values={
        "number": "XS-HT-2026-0107",
        "name": "软件销售合同",
        "kind": "sale",
        "customer": "苏州某某精密制造有限公司",
        "credit_code": "91320500MA1XXXXX3K",
        "opportunity": "SJ2026-0051",
        "our_entity": "某某软件有限公司",
        "amount": Decimal("386000.00"),
        "tax_rate": 13,
        "sign_method": "paper",
        "copies": 4,
        "starts_on": date(2026, 12, 15),
        "ends_on": date(2027, 12, 14),
        "delivery_on": date(2027, 1, 20),
        "payment_terms": "预付 30%，签后 5 日；验收 60%，合格后 10 日；质保 10%，质保期满。",
        "after_sales": "12 个月；4 小时响应",
        "is_standard_text": True,
        "gross_margin": 46,
        "attachments": ["合同稿.docx", "F10 检查清单.pdf", "报价单.pdf", "营业执照.jpg", "授权委托书.pdf"],
        "seal_kind": "contract",
        "seal_copies": 4,
        "sealed_by": "郑*",
        "sealed_on": date(2026, 12, 12),
    },
    rows={
        "node": [
            {
                "department": "业务部门",
                "approver": "许*",
                "opinion": "价格在权限内，同意",
                "verdict": "agree",
                "decided_at": at(12, 9, 10, 20),
            },
            {
                "department": "法务",
                "approver": "陆*",
                "opinion": "管辖条款改为我方所在地后同意；其余与模板一致，无其他意见。",
                "verdict": "conditional",
                "decided_at": at(12, 9, 16, 40),
            },
            {
                "department": "财务",
                "approver": "郑*",
                "opinion": "节点可行，同意",
                "verdict": "agree",
                "decided_at": at(12, 10, 9, 5),
            },
            {"department": "总监/总经理"},
        ]
    },
    signatures={
        "rep": Signature("林*", at(12, 8, 17)),
        "supervisor": Signature("许*", at(12, 9, 10, 20), stamp="同意"),
        "legal": Signature("陆*", at(12, 9, 16, 40), stamp="有条件同意"),
        "finance": Signature("郑*", at(12, 10, 9, 5), stamp="同意"),
    },
)
