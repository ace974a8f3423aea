"""The filters of the board and the list: chips that live in the address (R24)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement

from salesapp.opportunities.grading import GRADES
from salesapp.opportunities.models import Opportunity
from salesapp.policies.queries import policy
from salesapp.web import clock


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to see on the board; everything lives in the address."""

    mine: bool = False
    grade: str = ""
    late: bool = False
    month: bool = False
    stuck: bool = False

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Wanted:
        """Return what an address asks for; what nobody offered is ignored."""
        grade = args.get("grade", "")
        flags = {name: args.get(name) == "1" for name in ("late", "month", "stuck")}
        return cls(mine=args.get("scope") == "mine", grade=grade if grade in GRADES else "", **flags)

    def args(self, **changes) -> dict[str, str]:
        """Return the address of these filters, some of them changed."""
        one = replace(self, **changes)
        asked = {"scope": "mine" if one.mine else "", "grade": one.grade}
        asked |= {name: "1" if getattr(one, name) else "" for name in ("late", "month", "stuck")}
        return {name: value for name, value in asked.items() if value}

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond the scope is filtered."""
        return bool(self.grade or self.late or self.month or self.stuck)

    def conditions(self, now: datetime) -> list[ColumnElement[bool]]:
        """Return the filters as conditions."""
        if not self.narrowed:
            return []
        return [condition for name, condition in filters(now, self.grade).items() if getattr(self, name)]


def filters(now: datetime, grade: str = "S") -> dict[str, ColumnElement[bool]]:
    """Return the condition behind each chip: one grade, not followed up, expected this month, too long in a stage."""
    today = clock.local(now).date()
    first = today.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    stuck = now - timedelta(days=policy("board_stuck_days"))
    return {
        "grade": Opportunity.grade == grade,
        "late": Opportunity.next_due_on < today,
        "month": (Opportunity.expected_close_on >= first) & (Opportunity.expected_close_on < after),
        "stuck": Opportunity.stage_since < stuck,
    }
