"""What the demo company has to show its customers, and whom it was shown to."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from salesapp.activities.handouts.actions import hand_out
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.demo.diary import Diary
from salesapp.playbook.library.actions import save_item
from salesapp.playbook.library.models import LibraryItem

CASE, MATERIAL, DRAFT = "case", "material", "draft"
#: Kind, title, figure, what one says, industries, pains, days until it expires (none: never).
ITEMS: tuple[tuple[Any, ...], ...] = (
    (CASE, "某泵业：排产与库存打通", "把交货周期缩短 15%",
     "客户有三条装配线，插单每周五六次，缺料靠电话问。先接通库存与排产，再把缺料提醒推到采购手机上。"
     "上线三个月，平均交货周期由 20 天降到 17 天，延期赔付基本没有了。", ["C34", "C"], "交期、插单、缺料", None),
    (CASE, "某电子厂：物料齐套提前一天知道", "把停线时间减少 40%",
     "每天下班前自动核对第二天的工单与库存，缺什么、差多少、谁负责，早会前就发到班组。"
     "每月停线由 21 小时降到 12 小时左右。", ["C39"], "缺料、停线", None),
    (CASE, "某机电贸易：库存每天都准", "让压库资金少 200 万元",
     "两千多个品种分三个库。扫码出入库加循环盘点，月底不再停业盘库；滞销品每周列出来处理。", ["F51"], "库存、盘点", None),
    (MATERIAL, "公司介绍与服务承诺（2026 版）", None,
     "公司规模、行业客户、实施步骤、售后响应时间与联系方式。首次拜访、首次邮件都可以用。", [], "", 330),
    (DRAFT, "中小制造企业排产方案初稿", None,
     "现状核对、三步上线计划、各步的验收标准、投入与回收的算法。拜访前按客户的产线数和插单次数改两处数字。",
     ["C"], "交期、排产", 200),
    (MATERIAL, "上半年促销说明", None, "已结束的优惠，留作查阅。", [], "", -40),
)  # fmt: skip
#: Whose customers got which of them, how many working days ago, in which way.
GIVEN = (("lin", 0, 6, "mail"), ("lin", 3, 5, "visit"), ("fang", 0, 4, "mail"))


def furnish(diary: Diary) -> None:
    """Plan the days on which the library was filled, and those on which reps used it."""
    for number, line in enumerate(ITEMS):
        diary.write(diary.on(30 - number, 16), "xu", partial(_keep, line))
    for who, item, ago, way in GIVEN:
        diary.write(diary.on(ago, 17), who, partial(_give, item, way))


def _keep(line, by, at) -> None:
    kind, name, figure, summary, industries, pains, days = line
    until = None if days is None else (at + timedelta(days=days)).date()
    values = {
        "kind": kind,
        "name": name,
        "figure": figure,
        "summary": summary,
        "industries": industries,
        "pains": pains,
    }
    save_item(None, values | {"expires_on": until, "active": True}, by=by, at=at)


def _give(item: int, way: str, by, at) -> None:
    given = db.session.scalar(select(LibraryItem.id).where(LibraryItem.name == ITEMS[item][1]))
    customer = db.session.scalar(
        select(Customer.id).where(Customer.owner_id == by.id).order_by(Customer.id).limit(1)
    )
    hand_out(given, customer, way, by=by, at=at)
