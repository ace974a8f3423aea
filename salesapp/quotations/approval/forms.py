"""Shape and wording of submitting a quotation."""

from __future__ import annotations

from wtforms import BooleanField, TextAreaField

from salesapp.documents.forms.fields import from_spec
from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class SubmissionForm(Form):
    """Submitting, with an answer to what was said last time; by the list of today where that changed since.

    Where others must agree and no reason for the discount is written yet, it is written here.
    """

    fresh = BooleanField(_l("Measure it by the price list of today"))
    off_reason = from_spec(TextAreaField, "F09.off_reason", validators=[at_most(1000)])
    answer = TextAreaField(_l("Answer to the last decision"), [at_most(1000)])
