"""F04: a visit to be made."""

from __future__ import annotations

from salesapp.documents.paper.values import SheetData, Signature
from tests.documents.examples.frame import at

F04 = SheetData(
    number="BF202611-012",
    url="/visits/12",
    subject="某某精密",
    values={
        "number": "BF202611-012",
        "visitor": "林*",
        "companions": ["许*（主管）", "何*"],
        "customer": "苏州某某精密制造有限公司",
        "their_people": ["周敏 采购经理", "钱伟 副总"],
        "kind": "presentation",
        "starts_at": at(11, 27, 14),
        "ends_at": at(11, 27, 15, 20),
        "booked_way": "phone",
        "confirmed": True,
        "place": "江苏省 苏州市 吴中区 某某路 18 号 3 幢，门口登记身份证，停车找前台",
        "transport": "自驾，四十分钟",
        "purpose": "向副总汇报排产与库存打通的方案。",
        "expected": "副总同意进入试用。",
        "preparation": ["company", "cases", "solution", "cards", "contract"],
        "more_preparation": "☑二期报价单两份；□样板车间照片",
        "outline": "现状：插单后怎样改计划？\n问题：哪些环节最容易出错？\n影响：每月因此延误几单？\n需求：最先要解决哪一件？",
        "risks": "竞品在场、价格：备两档报价。",
        "opinion": "agree",
    },
    signatures={
        "applicant": Signature("林*", at(11, 25, 9, 20)),
        "supervisor": Signature("许*", at(11, 25, 11, 5), "同意"),
    },
)
