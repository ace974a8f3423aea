"""What the demo company asks its departments for: one request in each state, in working days before today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.demo.stories import Story
from salesapp.rights.rules import Role
from salesapp.support import actions
from salesapp.support.models import SupportRequest


@dataclass(frozen=True, slots=True)
class Wish:
    """One request: asked so many working days ago, needed so many later, and what became of it."""

    ago: int
    days: int
    what: str
    role: Role
    detail: str = ""
    turn: str = ""
    words: str = ""


#: By the company for whose sake it is asked.
ASKED = {
    "suzhou": Wish(1, 3, "陪同演示排产与库存打通", Role.TECH, "客户信息科两人到场，需要看插单对交期的影响"),
    "changzhou": Wish(3, 4, "准备质量追溯的测试环境", Role.TECH, "按客户给的三个批次准备", "accept"),
    "nanjing": Wish(4, 2, "核对二期的开票信息", Role.FINANCE, "抬头与税号以客户来函为准"),
    "yancheng": Wish(
        5, 3, "确认备品备件的现场安装周期", Role.SERVICE, "", "finish", "安装两天，提前一周排期即可"
    ),
    "jiangyin": Wish(
        1, 1, "请高层参加下周的技术交流", Role.DIRECTOR, "", "refuse", "本周在外地，请改约下周三以后"
    ),
    "nantong": Wish(2, 5, "审阅客户提出的保密条款", Role.LEGAL, "", "withdraw", "客户改用我方文本"),
}
#: Who answers for a department.
WHO = {
    Role.TECH: "he",
    Role.FINANCE: "zheng",
    Role.SERVICE: "gao",
    Role.DIRECTOR: "tang",
    Role.LEGAL: "lu",
}


class Asking:
    """One request as it unfolds."""

    request: SupportRequest  # once asked

    def __init__(self, story: Story, wish: Wish):
        self.story, self.wish = story, wish

    def plan(self) -> None:
        """Write what happens into the diary."""
        diary, owner = self.story.diary, self.story.company.owner
        diary.write(diary.on(self.wish.ago, 17), owner, self.ask)
        if self.wish.turn:
            who = owner if self.wish.turn == "withdraw" else WHO[self.wish.role]
            diary.write(diary.on(self.wish.ago - 1, 17, 30), who, self.turn)

    def ask(self, by: User, at: datetime) -> None:
        """Ask the department."""
        wish = self.wish
        due_on = work_calendar().add_working_days(self.story.diary.day(wish.ago), wish.days)
        values = {"role": wish.role, "what": wish.what, "detail": wish.detail or None, "due_on": due_on}
        self.request = actions.ask("customer", self.story.customer, values, by=by, at=at)

    def turn(self, by: User, at: datetime) -> None:
        """Let it be accepted, answered, refused or withdrawn."""
        verb = getattr(actions, self.wish.turn)
        verb(self.request, *([self.wish.words] if self.wish.words else []), by=by, at=at)
