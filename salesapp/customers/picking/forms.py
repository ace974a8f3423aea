"""Fields whose value is chosen from very many by typing, and the numbers that a keyboard types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_login import current_user
from wtforms import StringField
from wtforms.validators import ValidationError

from salesapp.chinese import industries, regions
from salesapp.customers.picking import queries
from salesapp.words import gettext as _


class Picked(StringField):
    """One of very many, chosen by typing: the hidden value, and beside it (``<name>_text``) the words.

    Without a script only the words arrive; ``resolve`` then finds the one that they name.
    """

    def __init__(
        self, *args, resolve: Callable[[str], Any | None], words: Callable[[str], str], coerce=str, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.resolve, self.words, self.coerce = resolve, words, coerce
        self.typed: str | None = None

    def process(self, formdata, *args, **kwargs) -> None:
        super().process(formdata, *args, **kwargs)
        if formdata is not None:
            self.typed = (formdata.get(f"{self.name}_text") or "").strip() or None

    def process_formdata(self, valuelist) -> None:
        text = (valuelist[0] if valuelist else "").strip()
        try:
            self.data = self.coerce(text) if text else None
        except ValueError:
            self.data = None

    def pre_validate(self, form) -> None:
        """Find what was typed where nothing was chosen, or where other words stand beside an old choice."""
        if not self.typed or (self.data is not None and self.words(self.data) == self.typed):
            return
        found = self.resolve(self.typed) if len(self.typed) <= 100 else None
        if found is None:
            self.data = None
            raise ValidationError(_("Choose one from the list: what you typed fits none of it, or several."))
        self.data = found

    @property
    def shown(self) -> str:
        """The words beside the input: of what is chosen, else what was typed."""
        return self.words(self.data) if self.data is not None else self.typed or ""


def industry_named(text: str) -> str | None:
    """Return the code of the industry that a text names, if it names one."""
    found = industries.resolve(text)
    return found.code if found else None


def region_named(text: str) -> str | None:
    """Return the code of the region that a text names, if it names one."""
    found = regions.resolve(text)
    return found.code if found else None


def customer_named(text: str) -> int | None:
    """Return the customer that a text names among those one may see: by its whole name, or as the only one found."""
    found = queries.pick(text, current_user, limit=2)
    exact = [row for row in found if row.full_name == text]
    return exact[0].id if exact else found[0].id if len(found) == 1 else None


def customer_words(customer_id: int) -> str:
    """Return the name of a customer, as far as one may see it."""
    return queries.name_of(customer_id, current_user) or ""
