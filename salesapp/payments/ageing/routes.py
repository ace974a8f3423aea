"""What is owed by age on the screen: the table as of a day, and the instalments behind each of its figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user

from salesapp.payments.ageing import page
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.ageing.rules import Bucket
from salesapp.web import clock, params

bp = Blueprint("ageing", __name__, url_prefix="/payments/ageing")


def _asked() -> Owed:
    today = clock.today()
    as_of = request.args.get("as_of", None, params.typed_day)
    return Owed(
        min(as_of, today) if as_of else today, today, request.args.get("by") == "owner",
        params.id_or(request.args.get("customer")), params.id_or(request.args.get("owner")),
    )  # fmt: skip


def _address(owed: Owed) -> dict[str, Any]:
    kept = {
        "as_of": None if owed.is_now else owed.as_of.isoformat(),
        "by": "owner" if owed.by_owner else None,
    }
    return {name: value for name, value in kept.items() if value}


@bp.get("")
def index():
    """Show what is owed by age, by customer or by owner, as of a day."""
    owed = _asked()
    table, at = page.table(current_user, owed), _address(owed)
    return render_template(
        "payments/ageing/index.html", table=table, owed=owed, buckets=list(Bucket), at=at,
        lines=page.cells(table.lines, owed, at), sums=page.cells([table.sums], owed, at),
    )  # fmt: skip


@bp.get("/instalments")
def rows():
    """Show the instalments behind one figure."""
    owed, named = _asked(), request.args.get("bucket", "")
    bucket = Bucket(named) if named in set(Bucket) else None
    found = page.rows(current_user, owed, bucket, request.args.get("after"))
    kept: dict[str, Any] = {"bucket": bucket, "customer": owed.customer_id, "owner": owed.owner_id}
    further = url_for(".rows", **_address(owed), **kept, after=found.next) if found.next else ""
    return render_template(
        "payments/ageing/rows.html",
        rows=found.rows,
        owed=owed,
        bucket=bucket,
        at=_address(owed),
        further=further,
    )
