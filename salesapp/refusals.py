"""Refusals: the domain says no, in the words the user reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class Refusal(Exception):
    """An act that the rules do not allow.

    ``message`` is the sentence shown to the person, ``field`` the name of the input that it belongs beside, ``also``
    what else is wrong with the same act: everything is said in one round.
    """

    def __init__(self, message: str, field: str | None = None, also: Sequence[Refusal] = ()):
        super().__init__(message)
        self.message = message
        self.field = field
        self.also = tuple(also)

    def __str__(self) -> str:
        return str(self.message)


class StaleEdit(Refusal):
    """The record was changed by somebody else since this person opened it."""


class NotAllowed(Refusal):
    """The person may see the thing but not do this with it (answered 403)."""


def check_all(*checks: Callable[[], object]) -> None:
    """Run checks that do not need one another, and refuse at once all that they refuse."""
    refused: list[Refusal] = []
    for check in checks:
        try:
            check()
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        refused[0].also += tuple(refused[1:])
        raise refused[0]
