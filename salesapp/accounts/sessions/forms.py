"""What somebody types who comes in."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField

from salesapp.accounts.forms import password_needed
from salesapp.web.fields import at_most, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class SignInForm(Form):
    """Who comes in."""

    username = StringField(_l("Sign-in name"), [needed, at_most(200)], render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("Password"), [password_needed, at_most(1000)], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()
