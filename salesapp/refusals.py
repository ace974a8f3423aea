"""Refusals: the domain says no, in the words the user reads."""

from __future__ import annotations


class Refusal(Exception):
    """An act that the rules do not allow.

    ``message`` is the sentence shown to the person, ``field`` the name of the input that it belongs beside.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class StaleEdit(Refusal):
    """The record was changed by somebody else since this person opened it."""


class NotAllowed(Refusal):
    """The person may see the thing but not do this with it (answered 403)."""
