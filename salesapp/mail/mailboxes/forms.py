"""Shape and wording of one's own mail account."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from salesapp.chinese import emails
from salesapp.mail.mailboxes.models import Mailbox
from salesapp.mail.mailboxes.rules import DOORS, SECURITY_LABELS, provider_of
from salesapp.refusals import Refusal
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


def _door(value: Any) -> int:
    return int(value or 0)


class AccountForm(Form):
    """The mailbox that one's letters leave through."""

    sender = StringField(
        _l("Address of the mailbox"), [needed, at_most(200)],
        render_kw={"placeholder": "lin@example.cn", "autocomplete": "email"},
        description=_l("Letters are from this address; answers come to it, and to the address of your account here."),
    )  # fmt: skip
    secret = PasswordField(
        _l("Password or code for programs"), [at_most(500)], render_kw={"autocomplete": "new-password", "data-secret": ""},
        description=_l("QQ and 163 take the code for programs from their settings. It is kept encrypted and never shown."),
    )  # fmt: skip
    host = StringField(
        _l("Server for sending"), [at_most(200)], render_kw={"placeholder": "smtp.example.cn"},
        description=_l("Empty for QQ, 163, 126, 139, Aliyun and others that are known by their address."),
    )  # fmt: skip
    security = SelectField(
        _l("Protection of the line"),
        default="",
        choices=[SelectChoice(value="", label=_l("As usual there")), *choices(SECURITY_LABELS)],
    )
    port = SelectField(
        _l("Port"),
        coerce=_door,
        default=0,
        choices=choices({0: _l("As usual there")} | {door: str(door) for door in sorted(DOORS)}),
    )
    login = StringField(
        _l("Sign-in name there"), [at_most(200)], description=_l("Empty where it is the address.")
    )

    def validate_sender(self, field) -> None:
        """Take the address as it is stored."""
        try:
            field.data = emails.check(field.data)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal

    def show(self, account: Mailbox | None, address: str | None) -> None:
        """Fill in what is kept, never the password; else the address that is known."""
        self.sender.data = account.sender if account else address
        if account is None:
            return
        known = provider_of(account.sender)
        if known is None or known.host != account.host:
            self.host.data, self.port.data, self.security.data = account.host, account.port, account.security
        self.login.data = account.login if account.login != account.sender else ""

    def typed(self) -> dict[str, Any]:
        """Return the account as the domain takes it."""
        return {
            name: self.values()[name] for name in ("sender", "secret", "host", "port", "security", "login")
        }
