"""Shape and wording of one's own thing to prepare."""

from __future__ import annotations

from wtforms import StringField

from salesapp.web.fields import at_most, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class FreeItemForm(Form):
    """One's own thing to prepare."""

    words = StringField(
        _l("Something else"), [needed, at_most(100)], render_kw={"placeholder": _l("Quote of the second phase, two copies")}
    )  # fmt: skip
