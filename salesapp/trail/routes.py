"""The audit trail, for those who read it: filters, pages, export, the check of its chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, flash, render_template, request, stream_with_context, url_for
from flask_babel import force_locale, get_locale

from salesapp.db import db, writing
from salesapp.trail import page as trail_words
from salesapp.trail import queries as trail_queries
from salesapp.trail.actions import record
from salesapp.trail.queries import Wanted
from salesapp.trail.wording import page as wording
from salesapp.trail.wording.page import Names
from salesapp.web import clock, htmx
from salesapp.web.params import LAST_DAY, record_id, typed_day
from salesapp.words import gettext as _

bp = Blueprint("trail", __name__, url_prefix="/settings/audit")


DAYS = ("since", "until")


def _asked() -> dict[str, Any]:
    """Return what the address asks for, its days as ISO however they were typed; what is no day asks for nothing."""
    typed = {name: request.args.get(name, None, typed_day) for name in DAYS}
    days = {name: found.isoformat() for name, found in typed.items() if found}
    return {name: value for name, value in request.args.items() if value and name not in DAYS} | days


def _wanted() -> Wanted:
    """Read the filters from the address; what makes no sense asks for nothing."""
    since, until = (request.args.get(name, None, typed_day) for name in DAYS)
    return Wanted(
        actor_id=request.args.get("actor", type=record_id),
        event=request.args.get("event") or None,
        object_type=request.args.get("object") or None,
        object_id=request.args.get("id", type=record_id),
        since=clock.at(since) if since else None,
        until=clock.at(until + timedelta(days=1)) if until and until < LAST_DAY else None,
        text=request.args.get("q", "").strip()[:100] or None,
    )


def _address(endpoint: str, **changed: Any) -> str:
    kept = {name: value for name, value in _asked().items() if name not in ("after", *changed)}
    return url_for(endpoint, **kept, **changed)


@bp.get("")
def index():
    """Show a page of entries, newest first."""
    page = trail_queries.page(_wanted(), request.args.get("after"))
    events, objects = trail_queries.kinds()
    people = wording.people()
    names = Names(people, trail_queries.last_labels(trail_words.pointed_at(page.rows)))
    return render_template(
        "trail/index.html",
        page=page,
        events=events,
        objects=objects,
        people=list(people.items()),
        read=lambda row: trail_words.read(row, names),
        words=trail_words,
        asked=_asked(),
        older=_address("trail.index", after=page.next) if page.next else "",
        export_url=_address("trail.export"),
    )


@bp.get("/export.csv")
def export():
    """Give out what is filtered, as a table for a spreadsheet; the export itself is an entry."""
    filters = _asked()
    with writing():
        record("export", detail={"what": "audit trail", **filters})
    lines = stream_with_context(
        _spoken(trail_words.as_csv(_read_out(trail_queries.export(_wanted()))), str(get_locale()))
    )
    response = Response(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename=audit-{clock.today():%Y%m%d}.csv"
    return response


def _read_out(batches: Iterable[Sequence[Any]]) -> Iterator[tuple[trail_words.Entry, str]]:
    """Yield entries as the page reads them, each with its hash."""
    people = wording.people()
    for rows in batches:
        names = Names(people, trail_queries.last_labels(trail_words.pointed_at(rows)))
        yield from ((trail_words.read(row, names), row.hash) for row in rows)


def _spoken(lines: Iterator[str], language: str) -> Iterator[str]:
    """Write the lines in a reader's language, though the reader is gone from the session while they are sent."""
    with force_locale(language):
        yield from lines


@bp.post("/checks")
def create_check():
    """Check the whole chain; that it was checked is an entry too."""
    found = trail_queries.first_break()
    record("audit_check", detail={"result": "whole" if found is None else f"broken at {found.seq}"})
    db.session.commit()
    kind = "ok" if found is None else "error"
    flash(_("The chain is whole: no entry was changed or removed.") if found is None else str(found), kind)
    return htmx.go(url_for("trail.index"))
