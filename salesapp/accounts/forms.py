"""What people type about themselves."""

from __future__ import annotations

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Optional, Regexp

from salesapp.web.fields import at_most, choices
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l

password_needed = InputRequired(_l("This must be filled in."))
# intranet addresses such as name@mail.corp are fine, so only the shape is checked
mail_shape = Regexp(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+$", message=_l("This is no mail address."))

LANGUAGES = (("zh_Hans_CN", "中文"), ("en", "English"))
THEMES = (("", _l("As the device")), ("light", _l("Light")), ("dark", _l("Dark")))


class ProfileForm(Form):
    """One's own language, appearance and address."""

    locale = SelectField(_l("Language"), choices=choices(dict(LANGUAGES)))
    theme = SelectField(_l("Appearance"), choices=choices(dict(THEMES)))
    email = StringField(
        _l("Mail address"), [Optional(), at_most(200), mail_shape], description=_l("For reminders.")
    )
    phone = StringField(
        _l("Phone"),
        [Optional(), at_most(40)],
        render_kw={"inputmode": "tel"},
        description=_l("Stands under your letters to customers."),
    )
