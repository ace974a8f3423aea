"""What people type about themselves and, as administrators, about others."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from salesapp.accounts.rules import MAX_PASSWORD
from salesapp.rights.rules import ROLE_LABELS
from salesapp.web.forms import Form
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

needed = DataRequired(_l("This must be filled in."))
password_needed = InputRequired(_l("This must be filled in."))
PASSWORD_HINT = _l("At least 10 characters; three of: small letters, capitals, digits, signs; not your name.")
# intranet addresses such as name@mail.corp are fine, so only the shape is checked
mail_shape = Regexp(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]+$", message=_l("This is no mail address."))

LANGUAGES = (("zh_Hans_CN", "中文"), ("en", "English"))
THEMES = (("", _l("As the device")), ("light", _l("Light")), ("dark", _l("Dark")))


def at_most(count: int) -> Length:
    """Return the check that a text has at most so many characters."""
    return Length(max=count, message=_l("At most %(max)d characters."))


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """Return the choices of a select from pairs of value and words."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def _number(value: object) -> int | None:
    return int(value) if value not in (None, "", "None") else None


class SignInForm(Form):
    """Who comes in."""

    username = StringField(_l("Sign-in name"), [needed, at_most(200)], render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("Password"), [password_needed, at_most(1000)], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class PasswordForm(Form):
    """A new password for oneself."""

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

    def validate_again_new(self, field: PasswordField) -> None:
        """Refuse two new passwords that differ."""
        if field.data != self.new.data:
            raise ValidationError(_("The two new passwords differ."))


class ProfileForm(Form):
    """One's own language, appearance and address."""

    locale = SelectField(_l("Language"), choices=choices(LANGUAGES))
    theme = SelectField(_l("Appearance"), choices=choices(THEMES))
    email = StringField(
        _l("Mail address"), [Optional(), at_most(200), mail_shape], description=_l("For reminders.")
    )


class PersonForm(Form):
    """An account, as the administrator keeps it."""

    name = StringField(_l("Name"), [needed, at_most(50)])
    role = SelectField(_l("Role"), choices=choices(ROLE_LABELS.items()))
    team_id = SelectField(_l("Team"), coerce=_number, choices=[])
    email = StringField(_l("Mail address"), [Optional(), at_most(200), mail_shape])
    phone = StringField(_l("Phone"), [Optional(), at_most(40)])


class NewPersonForm(PersonForm):
    """An account to be opened."""

    username = StringField(
        _l("Sign-in name"),
        [needed, at_most(200)],
        description=_l("Small letters and digits, usually the pinyin of the name; it never changes."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = StringField(
        _l("First password"),
        [needed, at_most(MAX_PASSWORD)],
        description=_l("Hand it over in person; it must be changed at the first sign-in."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class FirstPasswordForm(Form):
    """A new first password for somebody who forgot theirs or is locked out."""

    password = StringField(
        _l("First password"),
        [needed, at_most(MAX_PASSWORD)],
        description=_l("Hand it over in person; it must be changed at the first sign-in."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class TeamForm(Form):
    """A sales team."""

    name = StringField(_l("Team"), [needed, at_most(40)])
    active = BooleanField(_l("In use"), default=True)


def with_teams(form: type[PersonForm], teams: Iterable[tuple[int, str]]) -> type[PersonForm]:
    """Return a person's form that offers these teams, and none."""
    offered = choices([("", _l("No team")), *teams])
    return type(form.__name__, (form,), {"team_id": SelectField(_l("Team"), coerce=_number, choices=offered)})
