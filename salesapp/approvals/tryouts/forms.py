"""Shape and wording of trying the bands out."""

from __future__ import annotations

from wtforms import BooleanField, RadioField

from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web.fields import choices
from salesapp.web.forms import Form
from salesapp.web.numbers import Amount
from salesapp.words import lazy_gettext as _l


class TryForm(Form):
    """A contract to be tried; it stands inside the form of the rules, too."""

    try_amount = Amount(
        _l("A contract of (yuan)"), places=2, render_kw={"inputmode": "decimal", "placeholder": "86000"}
    )
    try_nonstandard = BooleanField(_l("With a non-standard clause"))
    try_by = RadioField(
        _l("Submitted for"), choices=choices({role: ROLE_LABELS[role] for role in (Role.REP, Role.SUPERVISOR)}),
        default=Role.REP.value, validate_choice=False,
    )  # fmt: skip
