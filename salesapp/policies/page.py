"""Words that name the numbers in force: hints, sheets and pages never say a number that a team has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import has_app_context
from flask_babel.speaklater import LazyString

from salesapp.policies.queries import declared, policies, policy
from salesapp.words import gettext as _
from salesapp.words import ngettext

_read: ContextVar[Mapping[str, Any] | None] = ContextVar("numbers", default=None)


def numbers() -> Mapping[str, Any]:
    """Return every number in force, for words that are said where the database is not asked any more."""
    return policies(*declared())


@contextmanager
def saying(read: Mapping[str, Any]) -> Iterator[None]:
    """Say numbers that were read before: a sheet is printed while no transaction is open."""
    token = _read.set(read)
    try:
        yield
    finally:
        _read.reset(token)


def _number(key: str) -> Any:
    read = _read.get()
    return policy(key) if read is None else read[key]


def told(words: Any, *keys: str) -> LazyString:
    """Return words whose ``%(key)s`` are the numbers in force when they are shown; without an app none is in force."""
    return LazyString(
        lambda: str(words) % {key: _number(key) for key in keys} if has_app_context() else str(words)
    )


def how_often(grade: str) -> str:
    """Return how often a grade is followed up: 每周 2 次 (F06 跟进计划)."""
    key = f"followup_{grade.lower()}"
    count, days = _number(f"{key}_count"), _number(f"{key}_days")
    if days == 7:  # the natural week
        return ngettext("once a week", "%(num)d times a week", count)
    return _("%(count)s in %(days)s days", count=count, days=days)


def plan(grade: str) -> LazyString:
    """Return a grade with how often it is followed up, as a choice on paper."""
    return LazyString(
        lambda: _("%(grade)s: %(plan)s", grade=grade, plan=how_often(grade)) if has_app_context() else grade
    )
