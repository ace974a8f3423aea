"""What happens when two people register the same customer at one moment: the second is refused in words (3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from salesapp.customers.duplicates.rules import DuplicateRefused
from salesapp.words import gettext as _


@contextmanager
def refusing_what_was_taken(row: int | None = 0) -> Iterator[None]:
    """Turn a unique key that another transaction took meanwhile into a refusal in words; ``row`` is the contact's."""
    try:
        yield
    except IntegrityError as error:
        said = str(error.orig)
        if "credit_code" in said:
            raise DuplicateRefused(
                _("This credit code is registered already"), field="credit_code"
            ) from error
        if "mobile" in said:
            field = "mobile" if row is None else f"contacts-{row}-mobile"
            raise DuplicateRefused(_("This mobile number is registered already"), field=field) from error
        if "name_key" in said:
            raise DuplicateRefused(_("This company is registered already"), field="full_name") from error
        raise
