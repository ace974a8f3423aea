"""One filled sheet of every form, with the masked names of the guide."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from salesapp.documents.compose import Imprint
from salesapp.documents.data import SheetData, Signature
from salesapp.documents.sheets.f10 import CHECKLIST

ZONE = ZoneInfo("Asia/Shanghai")
IMPRINT = Imprint(
    company="某某软件有限公司",
    base_url="http://192.168.1.20:8000",
    zone=ZONE,
    printed_by="林*",
    printed_at=datetime(2026, 12, 17, 2, 5, tzinfo=UTC),
    nth=1,
)


def _at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


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
        "first_contact_at": _at(11, 3, 10),
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
    signatures={"filled_by": Signature("林*", _at(11, 3, 16, 20))},
)

F05 = SheetData(
    number="GT202611-088",
    url="/activities/88",
    subject="某某精密",
    values={
        "number": "GT202611-088",
        "customer": "苏州某某精密制造有限公司",
        "opportunity": "SJ2026-0051 某某精密排产项目",
        "started_at": _at(11, 27, 14),
        "ended_at": _at(11, 27, 15, 20),
        "is_first": False,
        "channel": "visit",
        "their_people": "周敏 采购经理、钱伟 副总",
        "our_people": ["林*", "许*"],
        "situation": "排产靠表格，三人维护，每天早会后改一次。",
        "problem": "插单后常漏料，车间停下来等。",
        "implication": "每月延期 6 单，赔付约 2 万元。",
        "need_payoff": "一个月内接通现有系统，插单后自动提示缺料。",
        "needs": "时间：一个月内接通（客户原话）\n预算：“预算不超四十万”（客户原话）",
        "feedback": "觉得价格偏高；担心上线影响生产。",
        "competition": "某品牌，低约一成",
        "promises": "我方 11-29 前发同行业案例两份；对方 12-01 前给出物料清单样本。",
        "conclusion": "up",
        "next_at": _at(12, 2, 14),
        "next_purpose": "现场演示",
        "supervisor_comment": "预算已明，推进到副总。",
    },
    signatures={
        "recorded_by": Signature("林*", _at(11, 27, 17, 5)),
        "read_by": Signature("许*", _at(11, 28, 9, 10)),
    },
)

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
        "rep": Signature("林*", _at(11, 20, 15, 2)),
        "supervisor": Signature("许*", _at(11, 21, 9, 40), stamp="同意"),
    },
)


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

F10 = SheetData(
    number="XS-HT-2026-0107",
    url="/contracts/107/checklist",
    subject="某某精密",
    status="draft",
    values={
        "number": "XS-HT-2026-0107",
        "name": "软件销售合同",
        "customer": "苏州某某精密制造有限公司",
        "amount": Decimal("386000.00"),
    },
    rows={
        "item": [
            {
                "no": item.no,
                "result": "bad" if item.no == 11 else "na" if item.no in (9, 25) else "ok",
                "note": "12-08 电话逐条说明，周*邮件回“无异议”" if item.clause else "",
                "checked_by": "林* 12-08",
            }
            for item in CHECKLIST
            if item.no < 28
        ]
    },
    signatures={"rep": Signature("林*", _at(12, 8, 16))},
)

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
                "decided_at": _at(12, 9, 10, 20),
            },
            {
                "department": "法务",
                "approver": "陆*",
                "opinion": "管辖条款改为我方所在地后同意；其余与模板一致，无其他意见。",
                "verdict": "conditional",
                "decided_at": _at(12, 9, 16, 40),
            },
            {
                "department": "财务",
                "approver": "郑*",
                "opinion": "节点可行，同意",
                "verdict": "agree",
                "decided_at": _at(12, 10, 9, 5),
            },
            {"department": "总监/总经理"},
        ]
    },
    signatures={
        "rep": Signature("林*", _at(12, 8, 17)),
        "supervisor": Signature("许*", _at(12, 9, 10, 20), stamp="同意"),
        "legal": Signature("陆*", _at(12, 9, 16, 40), stamp="有条件同意"),
        "finance": Signature("郑*", _at(12, 10, 9, 5), stamp="同意"),
    },
)

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
        "sender": Signature("林*", _at(12, 16, 17, 20)),
        "finance": Signature("郑*", _at(12, 17, 9, 12), stamp="已接收"),
        "service": Signature("高*", _at(12, 17, 11, 30), stamp="退回补充", refused=True),
    },
)

EXAMPLES = {"F01": F01, "F05": F05, "F06": F06, "F07": F07, "F10": F10, "F11": F11, "F12": F12}
