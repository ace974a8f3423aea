"""What is typed about a script."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from salesapp.playbook.scripts.rules import KIND_NAMES
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class ScriptForm(Form):
    """A script with placeholders (R15)."""

    kind = SelectField(_l("Kind"), choices=choices(KIND_NAMES))
    name = StringField(_l("Title"), [needed, at_most(60)])
    subject = StringField(_l("Subject"), [Optional(), at_most(200)], description=_l("For mails."))
    body = TextAreaField(_l("Text"), [needed, at_most(4000)], render_kw={"rows": 12})
    active = BooleanField(_l("In use"), default=True)
    why = StringField(
        _l("Why the wording changes"), [Optional(), at_most(200)],
        description=_l("Stands beside the new version. The former one stays readable."),
        render_kw={"placeholder": _l("Two of three hung up at the second sentence")},
    )  # fmt: skip
