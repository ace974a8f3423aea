"""What the demo company proposes, what it is worth, and what its customers object: drafts, versions, open, late and resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.demo.sales import Sale
from salesapp.playbook.library.models import LibraryItem
from salesapp.playbook.objections.queries import answers
from salesapp.proposals import actions
from salesapp.proposals.models import Proposal
from salesapp.proposals.objections import actions as objections
from salesapp.proposals.objections.models import CustomerObjection
from salesapp.proposals.value.rules import Point
from salesapp.web import clock

RUSH = Point(
    pain="插单漏料，靠电话问缺什么", point="插单自动重排，缺料提前一天推给采购", kind="cycle", metric="平均交货周期",
    now=Decimal(20), expected=Decimal(17), unit="天", basis="今年的延期赔付台账", gain=Decimal("20000.00"), per="month",
)  # fmt: skip
STOCK = Point(
    pain="月底停业两天盘库", point="扫码出入库加循环盘点，月底不再停业", kind="efficiency", metric="盘点停业", now=Decimal(2),
    expected=Decimal("0.5"), unit="天", basis="车间主任给的停工损失", gain=Decimal("3500.00"), per="month", by_unit=True,
)  # fmt: skip
TRACE = Point(
    pain="查一个批次要翻三本台账", point="按批次一键查到原料、工序和检验人", kind="cycle", metric="查询时间",
    now=Decimal(180), expected=Decimal(5), unit="分钟", basis="质检科两次现场计时",
)  # fmt: skip
REPORT = Point(
    pain="各分厂月报要等五天", point="数据自动汇总，月报当天出", kind="cost", metric="月报人工",
    now=Decimal(12), expected=Decimal(2), unit="人天", basis="财务部核定人工", gain=Decimal("480.00"), per="month", by_unit=True,
)  # fmt: skip
YIELD = Point(
    pain="炉号对不上，返工多", point="One heat number through both systems", kind="efficiency", metric="一次合格率",
    now=Decimal(92), expected=Decimal("95.5"), unit="%", basis="客户上半年质量月报", gain=Decimal("180000.00"), per="year",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One version: written and presented so many working days ago."""

    written: int
    presented: int | None
    points: tuple[Point, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One objection: raised so many working days ago, to be come back to by a day; each answer on its day, with its result."""

    ago: int
    kind: str
    words: str
    next_in: int  # working days from today; negative: overdue
    replies: tuple[tuple[int, str, str], ...] = ()  # ago, state, points


@dataclass(frozen=True, slots=True)
class Pitch:
    """What is proposed for one deal."""

    title: str
    versions: tuple[Version, ...]
    doubts: tuple[Doubt, ...] = ()
    case: str = ""


#: By the company and the name of its deal.
PITCHES = {
    ("suzhou", "排产与库存打通"): Pitch(
        "排产与库存打通方案",
        (Version(9, 8, (RUSH,)), Version(6, 5, (RUSH, STOCK), "客户要求把盘点也算进去")),
        (
            Doubt(7, "price", "比别家贵一成", 0, ((5, "eased", "先认同预算压力，再按三年总成本逐项对比"),)),
            Doubt(6, "delivery", "怕上线影响生产", 1, ((4, "resolved", "新旧两套并行两周，每天核对，切换放在周末，附回退步骤"),)),
        ),
        "某泵业：排产与库存打通",
    ),
    ("nanjing", "二期"): Pitch(
        "分厂数据打通方案", (Version(22, 21, (REPORT, STOCK)),),
        (Doubt(10, "process", "这事要上会，我说了不算", -2),
         Doubt(12, "competitor", "另一家报价低两成", 2, ((9, "eased", "给出三年总费用对照表，我们没有的如实标出"),))),
    ),
    ("changzhou", "质量追溯"): Pitch(
        "质量追溯方案", (Version(3, None, (TRACE,)),), (Doubt(2, "trust", "没听说过你们，怕做不下来", 2),),
    ),
    ("jiangyin", "MES phase two"): Pitch(
        "MES 二期方案", (Version(4, 3, (YIELD,)),),
        (Doubt(2, "timing", "今年先不考虑，明年再说", 3, ((1, "eased", "用一条产线的数据免费试算两周，不影响生产"),)),),
    ),
    ("kunshan", "模具进度管理"): Pitch(
        "模具进度方案", (Version(40, 38, (TRACE,)),), (Doubt(36, "price", "预算卡死了，再低一成才行", -30),),
    ),
}  # fmt: skip


class Pitching:
    """The proposal of one deal as it unfolds."""

    proposal: Proposal  # once written

    def __init__(self, sale: Sale, pitch: Pitch):
        self.sale, self.pitch, self.diary = sale, pitch, sale.diary

    def plan(self) -> None:
        """Write what happens into the diary."""
        diary, owner = self.diary, self.sale.story.company.owner
        for version in self.pitch.versions:
            diary.write(diary.on(version.written, 18), owner, partial(self.write, version))
            if version.presented is not None:
                diary.write(diary.on(version.presented, 18, 10), owner, self.present)
        for doubt in self.pitch.doubts:
            Doubting(self.sale, doubt).plan()

    def write(self, version: Version, by: User, at: datetime) -> None:
        """Write the first version, or the next one with what is new."""
        case = select(LibraryItem.id).where(LibraryItem.name == self.pitch.case)
        values = {"title": self.pitch.title, "case_id": db.session.scalar(case) if self.pitch.case else None}
        if version.why:
            self.proposal = actions.renew(self.proposal, version.why, anew=False, by=by, at=at)
            actions.change(self.proposal, values, version.points, by=by, at=at)
        else:
            self.proposal = actions.write(self.sale.opportunity, values, version.points, by=by, at=at)

    def present(self, by: User, at: datetime) -> None:
        """Show it to the people in office."""
        people = [one.id for one in self.sale.story.customer.contacts if one.in_office][:2]
        values = {
            "presented_on": clock.local(at).date(), "presented_way": "visit", "listener_ids": people,
            "shown": "演示文稿、测算表", "reaction": "认可思路，要求把算式再核一遍",
        }  # fmt: skip
        actions.present(self.proposal, values, by=by, at=at)


class Doubting:
    """One objection as it unfolds."""

    objection: CustomerObjection  # once raised

    def __init__(self, sale: Sale, doubt: Doubt):
        self.sale, self.doubt, self.diary = sale, doubt, sale.diary

    def plan(self) -> None:
        """Write what happens into the diary."""
        diary, owner = self.diary, self.sale.story.company.owner
        diary.write(diary.on(self.doubt.ago, 18, 20), owner, self.object)
        for ago, state, points in self.doubt.replies:
            diary.write(diary.on(ago, 18, 30), owner, partial(self.reply, state, points))

    @property
    def _next_on(self):
        calendar, today = work_calendar(), self.diary.today
        return calendar.add_working_days(today, self.doubt.next_in) if self.doubt.next_in else today

    def object(self, by: User, at: datetime) -> None:
        """Write it down as it was said."""
        doubt, contact = self.doubt, self.sale.story.customer.contacts[0]
        values = {
            "words": doubt.words, "kind": doubt.kind, "raised_on": clock.local(at).date(), "contact_id": contact.id,
            "state": "open", "next_on": self._next_on,
        }  # fmt: skip
        self.objection = objections.raise_objection(self.sale.opportunity, values, by=by, at=at)

    def reply(self, state: str, points: str, by: User, at: datetime) -> None:
        """Answer it, with an answer of the bank."""
        known = answers(kind=self.doubt.kind)
        values = {
            "method": known[0].method if known else "data", "points": points, "state": state, "next_on": self._next_on,
            "answer_id": known[0].id if known else None,
        }  # fmt: skip
        objections.answer(self.objection, values, by=by, at=at)
