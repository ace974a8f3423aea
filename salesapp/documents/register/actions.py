"""Printing a sheet: compose it, render it, keep it, enter it in the register."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError

from salesapp.accounts.models import User
from salesapp.db import db, writing
from salesapp.documents.forms import registry
from salesapp.documents.paper import house, readings
from salesapp.documents.paper.compose import Imprint
from salesapp.documents.paper.orders import Order, content_key, file_name, print_key
from salesapp.documents.paper.rendering import Rendering, rendering
from salesapp.documents.paper.values import Ahead
from salesapp.documents.press.cache import key
from salesapp.documents.register import queries, rules
from salesapp.documents.register.models import PrintedSheet
from salesapp.policies.page import numbers
from salesapp.trail import actions as audit

P = ParamSpec("P")
T = TypeVar("T")
#: What is asked to be rendered, and in the end what came of it.
Printing = Generator[Rendering, bytes, T]
SAME_PRINT = timedelta(minutes=10)  # a viewer that loads again shows the print it has, not a reprint


@dataclass(frozen=True, slots=True)
class Printout:
    """A printed sheet, ready to be handed over."""

    pdf: bytes
    etag: str
    name: str
    nth: int


def carried_out(printing: Printing[T]) -> T:
    """Print to the end, each rendering as soon as it is asked for."""
    try:
        job = next(printing)
        while True:
            job = printing.send(job())
    except StopIteration as done:
        return done.value


def at_once(printing: Callable[P, Printing[T]]) -> Callable[P, T]:
    """Return what prints to the end in one call, where nobody waits between its steps."""

    @wraps(printing)
    def printed(*args: P.args, **kwargs: P.kwargs) -> T:
        return carried_out(printing(*args, **kwargs))

    return printed


def printing_blank(
    code: str,
    *,
    by: User | None,
    at: datetime,
    compact: bool = False,
    numbered: bool = False,
    ahead: Ahead | None = None,
) -> Printing[Printout]:
    """Print the blank sheet of a form step by step: yields what renders it, is sent the PDF, and returns the print.

    It is rendered once and then kept, a numbered one each time with its own code; one that says something ``ahead`` is
    always numbered: it is meant for one occasion.
    """
    order = Order(registry.form(code), compact=compact, ahead=ahead, numbers=numbers())
    imprint = house.imprint()
    content = content_key(order, imprint)
    known = None if numbered or ahead else queries.code_of_blank(content)
    imprint = replace(imprint, code=known or rules.new_code())
    name = print_key(content, imprint)
    db.session.commit()
    pdf = yield from _pdf(order, imprint, name)
    with writing():
        _enter(order, content, pdf, replace(imprint, code="") if known else imprint, by=by, at=at)
    return Printout(pdf, name, file_name(order, at), nth=0)


print_blank = at_once(printing_blank)


def printing_filled(
    code: str,
    record_id: int,
    *,
    by: User,
    at: datetime,
    masked: bool = False,
    copy: int = 0,
    archive: bool = False,
    period: Mapping[str, date] | None = None,
) -> Printing[Printout | None]:
    """Print the sheet of one record step by step and enter it in the register; None where this person may not see it.

    Yields what renders it, is sent the PDF, and returns the print. Raises PrintFailed with a sentence for the person
    who asked. The same person asking again for unchanged content within ten minutes gets the same print; it is noted
    in the audit trail, but not counted as a reprint.
    """
    form = registry.form(code)
    read = readings.read(code, record_id, by, period)
    if read is None or not 0 <= copy <= len(form.copies):
        return None
    order = Order(form, record_id, read.data, masked, copy, archive, numbers=numbers(), sha256=read.sha256)
    imprint = replace(house.imprint(), printed_by=by.name, copy=str(form.copies[copy - 1]) if copy else "")
    content = content_key(order, imprint)
    same = queries.same_print(by, content, at - SAME_PRINT)
    if same is not None:
        imprint = replace(imprint, nth=same[0], printed_at=same[1], code=same[2])
        name = print_key(content, imprint)
        pdf = house.paper_cache().get(name)
        if pdf is None:
            db.session.commit()
            pdf = yield rendering(order, imprint, name)
        with writing(again=False):
            audit.record("print", detail=_detail(order, imprint.nth))
        return Printout(pdf, name, file_name(order, at), imprint.nth)
    return (yield from _new_print(order, imprint, content, by=by, at=at))


print_filled = at_once(printing_filled)


def print_copies(
    code: str, record_id: int, *, by: User, at: datetime, masked: bool = False, archive: bool = False
) -> Printout | None:
    """Print every numbered copy of a record's sheet (一式三份), bound in their order; None where there are none.

    Each copy stands in the register by itself, with its own code.
    """
    from salesapp.documents.press import binding  # with pikepdf, which nobody else needs

    form, found = registry.form(code), []
    for copy in range(1, len(form.copies) + 1):
        printout = print_filled(code, record_id, by=by, at=at, masked=masked, copy=copy, archive=archive)
        if printout is None:
            return None
        found.append(printout)
    if not found:
        return None
    parts = dict(zip((one.pdf for one in found), map(str, form.copies), strict=True))
    return replace(
        found[0], pdf=binding.bound(parts, title=str(form.title)), etag=key(*(one.etag for one in found))
    )


def _new_print(order: Order, imprint: Imprint, content: str, *, by: User, at: datetime) -> Printing[Printout]:
    """Render with the count that comes next, outside any transaction; render again where somebody was faster."""
    while True:
        nth = queries.printed_count(*order.identity) + 1
        imprint = replace(imprint, nth=nth, printed_at=at, code=rules.new_code())
        db.session.commit()
        name = print_key(content, imprint)
        pdf = yield from _pdf(order, imprint, name)
        try:
            with writing():
                _enter(order, content, pdf, imprint, by=by, at=at)
        except IntegrityError:  # a colleague's print took this count meanwhile, or chance drew a code again
            continue
        return Printout(pdf, name, file_name(order, at), imprint.nth)


def _enter(
    order: Order, content: str, pdf: bytes, imprint: Imprint, *, by: User | None, at: datetime
) -> None:
    """Write one line of the print register, and of the audit trail."""
    sheet = PrintedSheet(
        form_code=order.form.code,
        record_id=order.record_id,
        number=order.data.number if order.data else None,
        kind=order.kind,
        copy=order.copy,
        archive=order.archive,
        nth=imprint.nth,
        content=content,
        sha256=hashlib.sha256(pdf).hexdigest(),
        code=imprint.code or None,
        shown=_shown(order, imprint) if imprint.code else None,
        by_id=by.id if by else None,
        at=at,
    )
    db.session.add(sheet)
    audit.record("print", sheet, detail=_detail(order, imprint.nth), actor=by)


def _shown(order: Order, imprint: Imprint) -> dict[str, Any]:
    values = rules.shown_on(order.form, order.data, imprint.code) if order.data else {}
    asked = order.data.asked if order.data else {}
    return {"version": order.form.version, "locale": imprint.locale, "values": values, "asked": asked}


def _detail(order: Order, nth: int) -> dict:
    detail = {"form": order.form.code, "kind": order.kind, "nth": nth}
    if order.data is not None:
        detail |= {"record_id": order.record_id, "number": order.data.number}
    if order.copy:
        detail["copy"] = order.copy
    if order.archive:
        detail["archive"] = True
    return detail


def _pdf(order: Order, imprint: Imprint, name: str) -> Printing[bytes]:
    """Return the PDF that belongs to a cache key, from the folder or, by whoever carries this out, from the press."""
    kept = house.paper_cache().get(name)
    return (yield rendering(order, imprint, name)) if kept is None else kept
