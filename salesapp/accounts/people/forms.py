"""What an administrator types about others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from wtforms import SelectField, StringField
from wtforms.validators import Optional

from salesapp.accounts.forms import mail_shape
from salesapp.accounts.leaving.forms import LeavingForm, number
from salesapp.accounts.passwords.rules import MAX_PASSWORD, NewPassword, hashed
from salesapp.rights.rules import ROLE_LABELS
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class PersonForm(Form):
    """An account, as the administrator keeps it."""

    name = StringField(_l("Name"), [needed, at_most(50)])
    role = SelectField(_l("Role"), choices=choices(ROLE_LABELS))
    team_id = SelectField(_l("Team"), coerce=number, choices=[])
    email = StringField(_l("Mail address"), [Optional(), at_most(200), mail_shape])
    phone = StringField(_l("Phone"), [Optional(), at_most(40)])


class ClosureForm(LeavingForm):
    """Closing an account: who takes over what hangs on it."""


class KeptPersonForm(PersonForm, LeavingForm):
    """An account that is there already: another role or team may leave something behind."""

    def values(self) -> dict[str, Any]:
        """Return what the account is, and who takes over what hangs on it."""
        told = {name: value for name, value in super().values().items() if not name.startswith("apart_")}
        return told | {"apart": self.answers().apart}


class NewPersonForm(PersonForm):
    """An account to be opened."""

    hashed: NewPassword

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
        render_kw={"autocomplete": "off", "spellcheck": "false", "data-secret": ""},
    )

    def hash_it(self) -> None:
        """Hash the first password."""
        self.hashed = hashed(self.password.data)


PersonKind = TypeVar("PersonKind", bound=PersonForm)


def with_teams(form: type[PersonKind], teams: Iterable[tuple[int, str]]) -> type[PersonKind]:
    """Return a person's form that offers these teams, and none."""
    offered = choices({"": _l("No team"), **dict(teams)})
    return type(form.__name__, (form,), {"team_id": SelectField(_l("Team"), coerce=number, choices=offered)})
