"""The calendar feed: its address in one's own account, and the calendar itself, without signing in."""

from __future__ import annotations

import hashlib

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import force_locale
from flask_login import current_user

from salesapp.config import LOCALES
from salesapp.db import db
from salesapp.web import clock, errors, htmx, limits
from salesapp.words import gettext as _
from salesapp.work.feed import actions, page, queries

bp = Blueprint("feeds", __name__)


@bp.get("/account/calendar")
def show():
    """Show whether one's calendar can be subscribed to."""
    return render_template("work/feed/show.html", feed=queries.of_person(current_user), address=None)


@bp.post("/account/calendar")
def create():
    """Give out a new address, shown this once; the one before is shut."""
    numbers = request.form.get("numbers", "")
    if numbers not in ("", "1"):  # no tick of this page
        abort(400)
    token = actions.renew(current_user, numbers=bool(numbers), at=clock.now())
    db.session.commit()
    path = url_for("feeds.calendar", token=token)
    address = f"{current_app.config['SALESAPP'].base_url.rstrip('/')}{path}"
    answer = make_response(
        render_template("work/feed/show.html", feed=queries.of_person(current_user), address=address)
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/account/calendar/endings")
def create_ending():
    """Shut the address."""
    actions.switch_off(current_user, at=clock.now())
    db.session.commit()
    flash(_("The calendar's address is shut."), "ok")
    return htmx.go(url_for("feeds.show"))


@bp.get("/feeds/<token>.ics")
@limits.reading
@limits.searching
def calendar(token: str):
    """Give out a person's calendar; an address that was shut, or of a closed account, is gone for ever."""
    feed = queries.by_token(token)
    if feed is None:
        errors.tell_refused(404, "no such token")
        return Response(status=404)
    if feed.ended_at is not None or not feed.user.active:
        errors.tell_refused(410, "a token that was shut")
        return Response(status=410)
    settings = current_app.config["SALESAPP"]
    with force_locale(feed.user.locale if feed.user.locale in LOCALES else settings.locale):
        body = page.calendar(feed.user, clock.now(), settings.base_url, numbers=feed.with_numbers)
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer.make_conditional(request)
