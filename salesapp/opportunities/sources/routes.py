"""What each source brought, on the screen, with the opportunities behind it (R13)."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_login import current_user

from salesapp.chinese.texts import clean
from salesapp.opportunities.rules import STATUS_LABELS
from salesapp.opportunities.sources import page, queries
from salesapp.playbook.dictionaries.queries import label
from salesapp.web import clock, pages, params, spans

bp = Blueprint("prospect_sources", __name__, url_prefix="/prospects/sources")


@bp.get("")
def index():
    """Show what each channel and each referrer brought."""
    days = spans.asked(request.args, clock.today())
    channels, referrers = page.sources(current_user, days)
    return render_template(
        "opportunities/sources/index.html",
        channels=channels,
        referrers=referrers,
        days=days,
        usual=spans.usual(clock.today()),
    )


@bp.get("/opportunities")
def opportunities():
    """List the opportunities that came of one channel or one referrer."""
    channel, referrer = (clean(request.args.get(name, ""))[:100] for name in ("channel", "referrer"))
    after = pages.read(request.args.get("after"), params.record_id)
    days = spans.asked(request.args, clock.today())
    rows = queries.lines(current_user, channel, referrer, after[0] if after else None, days)
    cut = pages.cut(rows, queries.PAGE, lambda row: (row.id,))
    name = referrer or (label("source_channel", channel) if channel else "")
    asked = {"channel": channel or None, "referrer": referrer or None, **(days.address if days else {})}
    return render_template(
        "opportunities/sources/opportunities.html", page=cut, name=name, asked=asked, labels=STATUS_LABELS
    )
