"""F03: the calls of a morning, two cards."""

from __future__ import annotations

from datetime import date

from salesapp.documents.paper.values import SheetData
from tests.documents.examples.frame import at

CARD = {
    "customer": "无锡某某机电设备有限公司",
    "contact": "吴* 生产经理",
    "phone": "199 0000 0021",
    "way": "phone",
    "news": "上月新投一条产线",
    "opening": "吴先生您好，我是某某软件有限公司的林*。通用设备制造业里有家企业刚把交货周期缩短 15%，做法不复杂。\n"
    "我想用两分钟问您一个问题：现在插单的时候，交期是怎么重新算的？",
    "value": "把交货周期缩短 15%：某泵业排产与库存打通",
    "questions": "1. 现在排产、领料、报工分别记在哪里？\n2. 插单或缺料的时候，谁先知道？\n3. 因为缺料停线一小时，大约损失多少？",
    "objections": "没空 → 约明天 10 点谈 5 分钟\n已有供应商 → 不换，先用两周数据试算",
}
F03 = SheetData(
    number="20261126-lin",
    url="/calls",
    subject="林* 的电话准备卡",
    values={"caller": "林*", "on": date(2026, 11, 26)},
    rows={
        "card": [
            CARD
            | {
                "called_at": at(11, 26, 10, 5),
                "result": "reached",
                "next_step": "演示",
                "next_at": at(11, 30, 14),
            },
            CARD | {"customer": "常州某某电子科技有限公司", "contact": "沈* 采购", "news": "招聘三名排产员"},
        ]
    },
)
