"""What somebody types or lets a device answer for the second step."""

from __future__ import annotations

from wtforms import HiddenField, StringField

from salesapp.web.fields import at_most, needed
from salesapp.web.forms import Form
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

CODE = {"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none", "spellcheck": "false"}


class AuthenticatorForm(Form):
    """The first code of a new authenticator."""

    code = StringField(
        _l("Code on the phone"), [needed, at_most(40)], render_kw=CODE | {"inputmode": "numeric"}
    )


class StepForm(Form):
    """The second step: a code, or the answer of a passkey."""

    code = StringField(
        _l("Code of the second step"),
        [at_most(40)],
        render_kw=CODE,
        description=_l("Six digits of the authenticator, or one of your recovery codes."),
    )
    credential = HiddenField()
    next = HiddenField()

    def validate_code(self, field: StringField) -> None:
        """Ask for one of both."""
        if not field.data and not self.credential.data:
            field.errors = [*field.errors, _("This must be filled in.")]


class PasskeyForm(Form):
    """A new passkey, with a name to tell it from others."""

    name = StringField(_l("Name of the device"), [needed, at_most(40)])
    credential = HiddenField()
