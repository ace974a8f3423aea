"""What goes wrong, said in the user's words: what happened, what was kept, what to do."""

from __future__ import annotations

import logging
from contextlib import suppress

from flask import Flask, flash, g, make_response, render_template, request
from flask_login import AnonymousUserMixin, current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wrappers import Response

from salesapp.db import db, start_reading
from salesapp.refusals import NotAllowed, Refusal, StaleEdit
from salesapp.rights import access
from salesapp.web import formats, guard, htmx
from salesapp.web.once import AlreadyDone, is_taken
from salesapp.words import gettext as _

log = logging.getLogger(__name__)
NOT_FOUND = 404
#: What is written down where somebody is refused; a record that is not theirs is not found.
REFUSED = {403: "not for this role", NOT_FOUND: "not there, or not theirs", 429: "too many tries"}
TRY_AGAIN = 5  # seconds after which a database that is away is worth another try


def init_app(app: Flask) -> None:
    """Answer every error with a page, or with a notice where htmx asked."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(AlreadyDone, _already_done)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(IntegrityError, _refused_row)
    for away in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(away, _database)
    app.register_error_handler(DataError, _beyond)
    app.register_error_handler(OverflowError, _beyond)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http)


def page(status: int, title: str, message: str) -> Response:
    """Return an error as a whole page, or as a notice in the page's live region for htmx."""
    if htmx.wanted():
        response = make_response(
            render_template("layout/_notice_answer.html", message=message, kind="bad"), status
        )
        response.headers.update({"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"})
        return response
    return make_response(
        render_template("layout/error.html", status=status, title=title, message=message), status
    )


def _refused(refusal: Refusal) -> Response:
    db.session.rollback()
    if isinstance(refusal, NotAllowed):
        tell_refused(403, "not theirs to do")
    status = 403 if isinstance(refusal, NotAllowed) else 409 if isinstance(refusal, StaleEdit) else 422
    return page(status, _("This cannot be done"), str(refusal))


def _already_done(done: AlreadyDone) -> Response:
    db.session.rollback()
    if done.location:
        g.settled = done.token
        if done.at:
            flash(_("This was saved already, at %(when)s.", when=formats.moment(done.at)), "info")
        return htmx.go(done.location)
    return page(409, _("Already saved"), _("This form was already saved. Nothing was done twice."))


def _stale(error: SQLAlchemyError | StaleDataError) -> Response:
    db.session.rollback()
    message = _(
        "Somebody else changed this record at the same moment. Nothing was half-saved: reload the page and try again."
    )
    return page(409, _("Changed meanwhile"), message)


def _refused_row(error: IntegrityError) -> Response:
    """Say that somebody was quicker where a row has what another was given in the same moment; else the fault is ours."""
    log.error("row refused", exc_info=error)
    if is_taken(error):
        return _stale(error)
    return _http(InternalServerError(original_exception=error))


def _database(error: SQLAlchemyError) -> Response:
    """Say that the database is away or busy; it comes back by itself, and then everything goes on."""
    log.error("database error", exc_info=error)
    _start_again()
    response = page(503, *(_unreadable() if request.method in guard.READING else _unsaved()))
    response.headers["Retry-After"] = str(TRY_AGAIN)
    return response


def _unreadable() -> tuple[str, str]:
    message = _(
        "The data store does not answer right now. Nothing is lost, and what you typed is kept as a draft. Try again in a moment."
    )
    return _("Away for a moment"), message


def _unsaved() -> tuple[str, str]:
    message = _(
        "The data store cannot save right now. Nothing was half-saved; "
        "what you typed is still in the form. Try again in a moment."
    )
    return _("Not saved"), message


def _start_again() -> None:
    """Let go of what was begun, and find out whether the database can say who is here: else it is a visitor.

    The answer only reads: where no more than saving is held up, it need not wait, too.
    """
    with suppress(SQLAlchemyError):  # a connection that is lost has nothing to undo
        db.session.rollback()
    if "reading_token" not in g:
        g.reading_token = start_reading()
    try:
        if current_user.is_authenticated:
            db.session.refresh(current_user._get_current_object())
    except SQLAlchemyError:
        g._login_user = AnonymousUserMixin()


def _beyond(error: Exception) -> Response:
    """Answer a number that is larger than any the database holds: there is no such record."""
    db.session.rollback()
    log.warning("value out of range", exc_info=error)
    return page(404, *_sentences(404))


def tell_refused(status: int, why: str) -> None:
    """Write down who was refused what, from where: a colleague who looks about, or a page that another site sends from."""
    who = current_user.username if current_user.is_authenticated else "-"
    said = (status, why, who, request.remote_addr or "-", request.method, request.path[:200])
    log.warning("refused: %s %s, person=%s address=%s %s %s", *said)


def _expired(error: CSRFError) -> Response:
    tell_refused(400, "form token")
    if not current_user.is_authenticated and request.endpoint not in access.public():
        return guard.to_sign_in()
    message = _(
        "This page was open for too long or came from elsewhere, so it was not accepted. "
        "Go back, reload, and send it again: what you typed is kept as a draft."
    )
    return page(400, _("Please send it again"), message)


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, InternalServerError):
        _start_again()
    if error.code in REFUSED and (current_user.is_authenticated or request.endpoint not in (None, "static")):
        tell_refused(error.code, REFUSED[error.code])
    title, message = _sentences(error.code)
    response = page(error.code, title, message)
    retry = getattr(error, "retry_after", None)
    if retry:
        response.headers["Retry-After"] = str(retry)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _sentences(status: int) -> tuple[str, str]:
    match status:
        case 403:
            return _("Not for your role"), _(
                "Your role may not do this. If you need it, ask your supervisor."
            )
        case 404:
            return _("Not found"), _("There is nothing here, or it is not shared with you.")
        case 405:
            return _("Not found"), _(
                "This address does not take this kind of request. Go back and use the button again."
            )
        case 413:
            return _("Too large"), _(
                "What was sent is too large: 20 MB for a file, 60 MB for all at once. Send the files one after another."
            )
        case 429:
            return _("Too many tries"), _("Too many tries in a short time. Wait a minute and try again.")
        case 500:
            return _("Something broke"), _(
                "The fault is ours and was written to the log. Nothing was half-saved. Go back and try again."
            )
        case _:
            return _("This did not work"), _("The request could not be read. Go back, reload and try again.")


__all__ = ["init_app", "page", "tell_refused"]
