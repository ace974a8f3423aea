"""F05: a visit."""

from __future__ import annotations

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F05 = SheetData(
    number="GT202611-088",
    url="/activities/88",
    subject="某某精密",
    values={
        "number": "GT202611-088",
        "customer": "苏州某某精密制造有限公司",
        "opportunity": "SJ2026-0051 某某精密排产项目",
        "started_at": at(11, 27, 14),
        "ended_at": at(11, 27, 15, 20),
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
        "next_at": at(12, 2, 14),
        "next_purpose": "现场演示",
        "supervisor_comment": "预算已明，推进到副总。",
    },
    signatures={
        "recorded_by": Signature("林*", at(11, 27, 17, 5)),
        "read_by": Signature("许*", at(11, 28, 9, 10)),
    },
)
