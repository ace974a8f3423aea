"""The hot screens, whom they are measured as, and what each may cost."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import func, select

from salesapp.activities.models import Activity
from salesapp.bench import floor, quotes
from salesapp.bench.browser import Answer, BenchError, Browser
from salesapp.bench.report import Measured, Screen, first_visit
from salesapp.contracts.models import Contract
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.rights.rules import Role
from salesapp.web import clock

WORD = "%E7%A7%91%E6%8A%80"  # 科技: in every fifth name
HAN = range(0x4E00, 0x9FA5)


@dataclass(frozen=True)
class Records:
    """The records to look at: the ones with most behind them, of a rep and of anybody."""

    customer_id: int | None
    opportunity_id: int | None
    contract_id: int | None
    quoted_id: int | None = None


def busiest(user_id: int) -> Records:
    """Return a rep's customer with the most contact records, and the newest deal and contract."""
    customer = db.session.scalar(
        select(Customer.id)
        .join(Activity, Activity.customer_id == Customer.id)
        .where(Customer.owner_id == user_id, Customer.voided_at.is_(None))
        .group_by(Customer.id)
        .order_by(func.count().desc(), Customer.id)
        .limit(1)
    )
    open_one = select(func.max(Opportunity.id)).where(
        Opportunity.owner_id == user_id, Opportunity.status == "open"
    )
    newest = _newest(Opportunity, user_id), _newest(Contract, user_id)
    records = Records(customer, *newest, db.session.scalar(open_one))
    db.session.rollback()
    return records


def _newest(model: type[Any], user_id: int) -> int | None:
    return db.session.scalar(select(func.max(model.id)).where(model.owner_id == user_id))


def _five_years() -> str:
    return (clock.today() - timedelta(days=5 * 365)).isoformat()


def all_screens(
    guest: Browser, rep: Browser, lead: Browser, found: Records, *, writes: bool, own: bool
) -> Iterator[Screen]:
    """Yield what is measured, in turn. ``lead`` sees the whole team; only the bench's ``own`` server has a bare page."""
    if own:
        yield Screen("a bare Flask page", _get(guest, f"{floor.PATH}/"), floor.REFERENCE)
    yield Screen("sign-in page", _get(guest, "/login"), 3)
    for who, browser in ((Role.REP, rep), (Role.SUPERVISOR, lead)):
        yield _measured(f"home, {who}", browser, "/", 20, own=own, times=3)
        yield Screen(f"customers, {who}", _get(browser, "/customers"), 15)
        yield _measured(
            f"customers, search 科技, {who}", browser, f"/customers?q={WORD}", 15, own=own, times=2
        )
        yield Screen(f"prospects, {who}", _get(browser, "/prospects"), 15)
        yield _measured(f"board, {who}", browser, "/opportunities/board", 18, own=own, times=1.3)
        yield Screen(f"opportunities, {who}", _get(browser, "/opportunities"), 15)
        yield Screen(f"contracts, {who}", _get(browser, "/contracts"), 15)
        yield Screen(
            f"pictures over five years, {who}",
            _get(browser, f"/performance/opportunities?first={_five_years()}"),
            40,
        )
        yield Screen(f"payments, {who}", _get(browser, "/payments"), 15)
        yield Screen(f"ageing, {who}", _get(browser, "/payments/ageing"), 30)
        yield Screen(f"visits of a month, {who}", _get(browser, "/visits?view=month&who=team"), 25)
    yield Screen("new customer, form", _get(rep, "/customers/new"), 15)
    if found.customer_id:
        at = f"/customers/{found.customer_id}"
        yield _measured("customer", rep, at, 15, own=own, times=3)
        yield Screen(
            "new contact record, form", _get(rep, f"/activities/new?customer={found.customer_id}"), 15
        )
    if found.opportunity_id:
        yield Screen("opportunity", _get(rep, f"/opportunities/{found.opportunity_id}"), 15)
    if found.contract_id:
        yield Screen("contract", _get(rep, f"/contracts/{found.contract_id}"), 15, queries=12)
        yield Screen("contract checklist", _get(rep, f"/contracts/{found.contract_id}/checklist"), 15)
    if writes:
        yield Screen("create a customer, POST", register(rep), 10, queries=None, statuses=(303,), rounds=60)
    if writes and found.quoted_id:
        yield from quotes.screens(rep, found.quoted_id)
    yield from _sheets(rep, found)


def _sheets(rep: Browser, found: Records) -> Iterator[Screen]:
    yield Screen("sheet F01 blank, from the cache", _get(rep, "/forms/F01/blank.pdf"), 10)
    if found.customer_id:
        path = f"/forms/F01/{found.customer_id}.pdf"
        yield Screen("sheet F01, printed again", _get(rep, path), 10)
    if found.opportunity_id:
        yield Screen("sheet F07, printed again", _get(rep, f"/forms/F07/{found.opportunity_id}.pdf"), 10)
    if found.contract_id:
        yield Screen("sheet F10, printed again", _get(rep, f"/forms/F10/{found.contract_id}.pdf"), 10)


def _measured(name: str, browser: Browser, path: str, target: float, *, own: bool, times: float) -> Screen:
    """Return a screen that is measured beside its bare page, where the server has one."""
    under = _get(browser, f"{floor.PATH}/of?path={quote(path, safe='')}") if own else None
    return Screen(name, _get(browser, path), target, floor=under, times_floor=times)


def _get(browser: Browser, path: str) -> Callable[[], Answer]:
    return lambda: browser.get(path)


def register(rep: Browser) -> Callable[[], Answer]:
    """Register another company each time; the form that must be fetched before is not timed."""
    today = clock.local(clock.now())

    def create() -> Answer:
        values = dict(rep.page("/customers/new").form("/customers"))
        name = "苏州" + "".join(chr(secrets.choice(HAN)) for _ in range(4)) + "科技"
        values |= {
            "full_name": f"{name}有限公司", "kind": "potential", "industry": "C34", "industry_text": "", "region": "320506",
            "region_text": "", "size": "small", "source_channel": "fair", "source_note": "展会",
            "first_contact_at": f"{today - timedelta(days=1):%Y-%m-%dT%H:%M}",
            "contacts-0-name": "周*", "contacts-0-title": "经理", "contacts-0-department": "采购部",
            "contacts-0-mobile": f"139{secrets.randbelow(10**8):08d}", "contacts-0-decision_role": "decider",
            "contacts-0-privacy_notice_way": "card", "contacts-0-privacy_notice_on": f"{today:%Y-%m-%d}",
        }  # fmt: skip
        answer = rep.post("/customers", list(values.items()))
        if answer.status == 422:
            raise BenchError("the registration was refused; has its form changed?")
        return answer

    return create


def first_visits(guest: Browser, rep: Browser) -> list[Measured]:
    """Measure what a browser with an empty cache loads, before and after sign-in."""
    return [first_visit(guest, "/login", "sign-in page"), first_visit(rep, "/", "home")]
