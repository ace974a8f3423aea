"""Shape and wording of sharing a customer and handing it over (3.1)."""

from __future__ import annotations

from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice

from salesapp.web.fields import at_most, chosen
from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class ShareForm(Form):
    """A colleague to work on the customer too."""

    user_id = SelectField(_l("Colleague"), [chosen], coerce=record_id)
    note = StringField(
        _l("For what"), [at_most(60)], render_kw={"placeholder": _l("Technical demonstration")}
    )

    def __init__(self, *args, colleagues=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.user_id.choices = [SelectChoice(value=user.id, label=user.name) for user in colleagues]
