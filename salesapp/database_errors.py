"""What a database server says of a failed statement, without what somebody typed."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.engine import Engine, ExceptionContext


def keep_values_out_of(engine: type[Engine] | Engine) -> None:
    """Take what was typed out of the errors of an engine, or of all engines, before they reach the log."""
    event.listen(engine, "handle_error", _say_no_values)


def _say_no_values(failure: ExceptionContext) -> None:
    """Take what was typed out of one error: its detail repeats whole rows.

    The main line names tables and constraints only, but for values that do not fit (class 22): those it repeats, too.
    """
    original = failure.original_exception
    said = getattr(getattr(original, "diag", None), "message_primary", None)
    if said is None:
        return
    state = getattr(original, "sqlstate", None) or ""
    plain = f"a value does not fit (SQLSTATE {state})" if state.startswith("22") else said
    original.args = (plain,)
    if failure.sqlalchemy_exception is not None:
        name = f"{type(original).__module__}.{type(original).__qualname__}"
        failure.sqlalchemy_exception.args = (f"({name}) {plain}",)
