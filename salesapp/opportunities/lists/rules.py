"""What a person asks of the board and the list: read from the address, and written back to it (R24). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from salesapp.opportunities.board.rules import STAGES
from salesapp.opportunities.grading.rules import GRADES
from salesapp.opportunities.rules import Status
from salesapp.web import params

EVERY_STATUS = "all"
DECIDED = "decided"  # won or lost, which is what a rate of winning is about
#: The filters that stand as chips above the board and the list.
CHIPS = ("grade", "late", "month", "stuck")
#: What a list can be sorted by.
SORTS = ("due", "updated", "amount", "close", "number")


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

    def args(self, **changes: Any) -> dict[str, Any]:
        """Return the address of these filters, some of them changed."""
        one = replace(self, **changes)
        asked = {"scope": "mine" if one.mine else "", "grade": one.grade}
        asked |= {name: "1" if getattr(one, name) else "" for name in ("late", "month", "stuck")}
        return {name: value for name, value in asked.items() if value}

    @property
    def chips(self) -> tuple[str, ...]:
        """The names of the filters that are on."""
        return tuple(name for name in CHIPS if getattr(self, name))

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond the scope is filtered."""
        return bool(self.chips)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for in the list; everything lives in the address."""

    text: str = ""
    status: str = Status.OPEN
    stage: str = ""
    owner_id: int | None = None
    board: Wanted = Wanted()
    sort: str = "due"
    #: Months, by their first day: in which it ended, and in which the deal is expected; of the present one, also what is
    #: past its day (the forecast counts it there).
    closed: date | None = None
    expected: date | None = None

    @property
    def every_status(self) -> bool:
        """Whether opportunities of every status are asked for."""
        return self.status == EVERY_STATUS

    @property
    def decided(self) -> bool:
        """Whether those won or lost are asked for together."""
        return self.status == DECIDED

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Asked:
        """Return what an address asks for; what nobody offered is ignored."""
        owner, status, stage, sort = (args.get(name, "") for name in ("owner", "status", "stage", "sort"))
        return cls(
            text=args.get("q", "").strip()[:100],
            status=status if status in (*Status, EVERY_STATUS, DECIDED) else Status.OPEN,
            stage=stage if stage in STAGES else "",
            owner_id=params.id_or(owner),
            board=Wanted.read(args),
            sort=sort if sort in SORTS else "due",
            closed=params.month_or_none(args.get("closed")),
            expected=params.month_or_none(args.get("expected")),
        )

    def args(self, **changes: Any) -> dict[str, str | int]:
        """Return the address of these filters, some of them changed."""
        of_board = {name: changes.pop(name) for name in tuple(changes) if hasattr(self.board, name)}
        one = replace(self, board=replace(self.board, **of_board), **changes)
        asked: dict[str, str | int] = {"q": one.text, "stage": one.stage, "owner": one.owner_id or ""}
        asked["status"] = one.status if one.status != Status.OPEN else ""
        asked["sort"] = one.sort if one.sort != "due" else ""
        asked["closed"], asked["expected"] = (
            f"{month:%Y-%m}" if month else "" for month in (one.closed, one.expected)
        )
        return {name: value for name, value in asked.items() if value} | one.board.args()

    def hidden(self) -> dict[str, str | int]:
        """Return what a new search keeps of these filters: all but its own fields."""
        return self.args(text="", owner_id=None, status=Status.OPEN)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the open ones in one's reach was asked for."""
        return self != Asked()
