"""Shape and wording of submitting a quotation."""

from __future__ import annotations

from wtforms import BooleanField, TextAreaField

from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class SubmissionForm(Form):
    """Submitting, with an answer to what was said last time; by the list of today where that changed since."""

    fresh = BooleanField(_l("Measure it by the price list of today"))
    answer = TextAreaField(_l("Answer to the last decision"), [at_most(1000)])
