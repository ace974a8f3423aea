"""The calls that reps of the demo company made, with an opening that its supervisor reworded meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.activities.calls.actions import log_call, write_down
from salesapp.activities.calls.models import Call
from salesapp.activities.models import Activity
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.demo.diary import Diary
from salesapp.playbook.scripts.actions import save_script
from salesapp.playbook.scripts.models import ScriptTemplate

OPENING = """{称谓}您好，我是{我方公司}的{我方姓名}。{行业领域}里有家企业刚{利益点}，做法不复杂。
我想用两分钟问您一个问题：现在插单的时候，交期是怎么重新算的？

（对方不便时）那我换个时间，{下次时间}给您打过来可以吗？"""
#: Who called, how many working days ago, at what hour, how often each result came in a row.
ROUNDS = (
    ("lin", 14, 10, "missed refused missed reached missed refused"),
    ("fang", 13, 14, "missed reached refused missed"),
    ("lin", 5, 10, "missed reached refused reached"),
    ("fang", 4, 15, "reached refused missed"),
    ("lin", 2, 9, "missed missed later"),
)
REASONS = ("no_time", "has_supplier", "material_only")


def telephone(diary: Diary) -> None:
    """Plan the rounds of calls, and the day on which the opening was reworded."""
    diary.write(diary.on(9, 17), "xu", _reword)
    for who, ago, hour, results in ROUNDS:
        for number, result in enumerate(results.split()):
            diary.write(diary.on(ago, hour, 4 * number), who, partial(_call, number, result))


def _reword(by: User, at: datetime) -> None:
    script = _opening()
    save_script(script, kind=script.kind, name=script.name, subject=None, body=OPENING, active=True,
                why="先说同行的结果，再问一个问题：多数客户在第二句挂断", by=by, at=at)  # fmt: skip


def _opening() -> ScriptTemplate:
    return db.session.scalars(select(ScriptTemplate).where(ScriptTemplate.kind == "call_opening")).one()


def _call(number: int, result: str, by: User, at: datetime) -> None:
    if result == "reached":
        return _talk(by, at)
    own = select(Customer.id).where(Customer.owner_id == by.id).order_by(Customer.id.desc())
    customer_id = db.session.scalar(own.offset(number).limit(1))
    later = at + timedelta(hours=2) if result == "later" else None
    reason = REASONS[number % len(REASONS)] if result == "refused" else None
    if customer_id is not None:
        log_call(
            f"customer-{customer_id}",
            result,
            by=by,
            at=at,
            reason=reason,
            later_at=later,
            script_id=_opening().id,
        )


def _talk(by: User, at: datetime) -> None:
    """Keep the call that one of the talks on the phone began with."""
    untold = ~select(Call.id).where(Call.activity_id == Activity.id).exists()
    talks = select(Activity).where(Activity.created_by_id == by.id, Activity.channel == "phone", untold)
    talk = db.session.scalars(talks.order_by(Activity.started_at.desc()).limit(1)).first()
    if talk is not None and customers.sees(talk.customer_id, by):
        call = log_call(f"customer-{talk.customer_id}", "reached", by=by, at=at, script_id=_opening().id)
        write_down(call.id, talk, by)
