"""The visits of the demo company this week and last: agreed, prepared, held and written down, moved, called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from salesapp.accounts.models import User
from salesapp.activities.visits import actions
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.page import pieces
from salesapp.activities.visits.preparation.rules import FIXED
from salesapp.activities.visits.record.actions import write_down
from salesapp.activities.visits.trips.queries import latest
from salesapp.approvals import actions as approvals
from salesapp.approvals.rules import Verdict
from salesapp.demo.stories import Story
from salesapp.policies.actions import change
from salesapp.web import clock

#: Where the demo company's offices are: other cities are trips.
CITIES = ["苏州市", "无锡市", "上海市", "深圳市", "广州市"]
LENGTH = timedelta(minutes=80)
OUTLINE = (
    "现状：插单后怎样改计划？\n问题：哪些环节最容易出错？\n影响：每月因此延误几单？\n需求：最先要解决哪一件？"
)


@dataclass(frozen=True, slots=True)
class Going:
    """One visit: in how many working days (negative: ago) at which hour, what kind, and how far it has come."""

    days: int
    hour: int
    kind: str
    purpose: str
    expected: str = ""
    #: planned, booked, prepared, held (and not written down), done, moved or cancelled
    state: str = "booked"
    along: str = ""
    agreed: bool = False
    repeats: str = ""


#: By the company that is visited.
GOING = {
    "suzhou": Going(0, 14, "presentation", "向副总汇报排产与库存打通的方案", "副总同意进入试用", "prepared", "xu"),
    "changzhou": Going(0, 16, "follow_up", "确认上线切换方案", "定下切换日期", "prepared", agreed=True),
    "wuxi": Going(3, 14, "follow_up", "带方案框架上门", "拿到设备清单", "planned"),
    "nanjing": Going(1, 10, "executive", "商务条款最后一轮", "条款定稿", "booked"),
    "yancheng": Going(-3, 14, "follow_up", "同步审批进度", "确认付款节点", "done"),
    "nantong": Going(-1, 9, "return", "看样板车间", "约定试用范围", "cancelled"),
    "changshu": Going(2, 10, "quarterly", "季度拜访，收集新需求", "更新需求清单", "booked", repeats="quarter"),
    "kunshan": Going(-4, 10, "return", "了解停用原因", "", "moved"),
    "zhenjiang": Going(1, 9, "presentation", "方案汇报", "进入报价", "booked", "tang", agreed=True),
    "shanghai": Going(0, 10, "follow_up", "当面核对条款修改", "条款定稿", "booked"),
    "jiading": Going(0, 13, "follow_up", "补充需求细节", "确认预算范围", "prepared"),
    "long": Going(-1, 14, "follow_up", "逐项核对集成接口清单", "接口清单定稿", "held"),
    "foshan": Going(1, 10, "presentation", "二期方案汇报", "副总认可范围", "booked", "ma"),
    "guangzhou": Going(2, 14, "payment", "催收验收款", "约定付款日", "prepared"),
    "shenzhen": Going(-2, 15, "presentation", "试产资料演示", "同意试点", "done"),
}  # fmt: skip


def set_cities(by: User, at: datetime) -> None:
    """Say in which cities the company sits."""
    change("visit_cities", CITIES, by=by, at=at)


class Visiting:
    """One visit as it unfolds."""

    visit: Visit  # once planned

    def __init__(self, story: Story, going: Going):
        self.story, self.going, self.diary = story, going, story.diary
        day = self.diary.calendar.add_working_days(self.diary.day(0), going.days)
        self.starts_at = clock.at(day, going.hour)

    def plan(self) -> None:
        """Write what happens into the diary."""
        owner, going = self.story.company.owner, self.going
        before = min(going.days, 0)
        known = self.story.starts[0] + timedelta(hours=2)  # by then they have talked
        self.diary.write(max(self.diary.on(2 - before, 17, 10), known), owner, self.plan_it)
        if going.agreed:
            self.diary.write(self.diary.on(1 - before, 17, 45), self.story.lead(), self.agree)
        if going.state in ("prepared", "held", "done"):
            self.diary.write(self.diary.on(1 - before, 18), owner, self.prepare)
        if going.state in ("held", "done"):
            self.diary.write(self.starts_at + timedelta(minutes=3), owner, self.start)
        if going.state == "done":
            self.diary.write(self.starts_at + LENGTH + timedelta(minutes=30), owner, self.write)
        if going.state in ("moved", "cancelled"):
            self.diary.write(self.starts_at - timedelta(hours=2), owner, self.call_off)

    def plan_it(self, by: User, at: datetime) -> None:
        """Plan it, and note what was agreed with the customer."""
        going, customer = self.going, self.story.customer
        deal = next((one for one in self.story.deals if one.status == "open"), None)
        self.visit = actions.plan(
            {
                "customer_id": customer.id, "opportunity_id": deal and deal.id, "kind": going.kind, "purpose": going.purpose,
                "expected": going.expected or None, "contact_ids": [c.id for c in customer.contacts if c.in_office][:2],
                "companion_ids": [self.diary.people[going.along].id] if going.along else [],
                "starts_at": self.starts_at, "ends_at": self.starts_at + LENGTH, "transport": "自驾",
                "booked_way": None if going.state == "planned" else "phone", "confirmed": going.state == "prepared",
                "outline": OUTLINE, "risks": "竞品在场、价格：备两档报价", "repeats": going.repeats or None,
                "repeat_until": self.diary.today + timedelta(days=300) if going.repeats else None,
            },
            by=by, at=at,
        )  # fmt: skip

    def agree(self, by: User, at: datetime) -> None:
        """Agree to the trip as the supervisor."""
        round_ = latest(self.visit.id)
        if round_ is not None and round_.open_seats:
            approvals.decide(round_, round_.open_seats[0], Verdict.AGREE, None, by=by, at=at)

    def prepare(self, by: User, at: datetime) -> None:
        """Put the three fixed things into the bag, a piece of the library, and one thing of one's own."""
        for item in self.visit.preparation:
            if item.item in FIXED:
                item.tick(by=by, at=at)
        for piece in pieces(self.visit, 1):
            self.visit.pick(piece, by=by).tick(by=by, at=at)
        self.visit.prepare("二期报价单两份", by=by)

    def start(self, by: User, at: datetime) -> None:
        """Be there."""
        actions.start(self.visit, by=by, at=at)

    def write(self, by: User, at: datetime) -> None:
        """Write down what was said."""
        write_down(
            self.visit,
            {
                "started_at": self.starts_at, "ended_at": self.starts_at + LENGTH, "channel": "visit",
                "contacts": self.visit.contact_ids, "summary": "到现场核对流程，双方对下一步没有异议",
                "opportunity_id": self.visit.opportunity_id, "settles": [],
                "next_at": None, "no_next_reason": "下次沟通已另行约定",
            },
            by=by, at=at,
        )  # fmt: skip

    def call_off(self, by: User, at: datetime) -> None:
        """Call it off, or leave the new time open."""
        if self.going.state == "cancelled":
            actions.cancel(self.visit, "对方临时停产检修", by=by, at=at)
        else:
            actions.move(self.visit, {"reason": "对方负责人出差"}, by=by, at=at)
