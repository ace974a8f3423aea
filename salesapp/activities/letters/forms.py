"""Shape and wording of what people type about a thank-you letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wtforms import SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from salesapp.activities.models import Activity
from salesapp.documents.forms.fields import from_spec
from salesapp.web.fields import entered
from salesapp.web.forms import Form
from salesapp.web.moments import Moment
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class LetterForm(Form):
    """That a thank-you letter was sent, with what was promised (R21, R22)."""

    sent_at = from_spec(Moment, "F05.thank_you_sent_at", validators=[entered])
    enclosed = SelectMultipleField(_l("Enclosed, as promised"), coerce=record_id)
    missing_reason = StringField(_l("Why something promised is missing"), [Length(max=300)])

    def lay_out(self, record: Activity, now: datetime | None = None) -> None:
        """List the promises of a record; with ``now``, as it is first shown."""
        ours = [promise for promise in record.promises if promise.ours]
        self.enclosed.choices = [SelectChoice(value=each.id, label=each.content) for each in ours]
        if now is not None:
            self.sent_at.process_data(now)
            self.enclosed.data = [promise.id for promise in ours if promise.done_at is not None]

    def sending(self) -> dict[str, Any]:
        """Return how the letter left, as the domain takes it."""
        return self.values() | {"sent_at": self.sent_at.moment}
