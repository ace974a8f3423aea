"""What people type as a password."""

from __future__ import annotations

from collections.abc import Callable

from wtforms import PasswordField
from wtforms.validators import ValidationError

from salesapp.accounts.forms import password_needed
from salesapp.accounts.passwords.rules import MAX_PASSWORD, NewPassword, hashed, matches, suggest
from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

PASSWORD_HINT = _l("At least 10 characters; three of: small letters, capitals, digits, signs; not your name.")


class PasswordForm(Form):
    """A new password for oneself."""

    #: What :meth:`weigh` found out: the hash that the present password was compared with, whether it is right, the new hash.
    stored: str
    known: bool
    hashed: NewPassword

    old = PasswordField(
        _l("Present password"),
        [password_needed, at_most(1000)],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("New password"),
        [password_needed, at_most(MAX_PASSWORD)],
        description=PASSWORD_HINT,
        render_kw={"autocomplete": "new-password"},
    )
    again_new = PasswordField(
        _l("New password again"), [password_needed], render_kw={"autocomplete": "new-password"}
    )

    def weigh(self, stored: str) -> Callable[[], None]:
        """Return what compares the present password with the stored one and hashes the new one."""
        self.stored = stored

        def slow() -> None:
            self.known, self.hashed = matches(stored, self.old.data), hashed(self.new.data)

        return slow

    def validate_again_new(self, field: PasswordField) -> None:
        """Refuse two new passwords that differ."""
        if field.data != self.new.data:
            raise ValidationError(_("The two new passwords differ."))


class DrawingForm(Form):
    """The button that draws a one-time password for somebody who forgot theirs or is locked out."""

    drawn: NewPassword

    def draw(self) -> None:
        """Draw the password and hash it."""
        self.drawn = hashed(suggest())
