"""Shape and wording of asking for support and of answering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from salesapp.accounts.models import User
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.support.rules import HELPERS
from salesapp.web.fields import at_most, chosen, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.params import id_or
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class AskForm(Form):
    """What is needed, by when, of whom."""

    record = HiddenField("")
    whom = SelectField(
        _l("Who is asked"),
        [chosen],
        description=_l("A department takes it on as it has time; a person is asked by name."),
    )
    what = StringField(
        _l("What is needed"),
        [needed, at_most(200)],
        render_kw={"placeholder": _l("help with the demonstration on site")},
    )
    due_on = DateField(_l("Needed by"), [needed], description=_l("A working day."))
    detail = TextAreaField(
        _l("Details"), [at_most(1000)], description=_l("Whoever is asked may not see the record: write what they need to know.")
    )  # fmt: skip

    def offer(self, people: Iterable[User]) -> AskForm:
        """Offer each department that has somebody, then its people."""
        found = list(people)
        self.whom.choices = []
        for role in HELPERS:
            ours = [person for person in found if person.role == role]
            if ours:
                label = str(ROLE_LABELS[Role(role)])
                self.whom.choices.append(
                    SelectChoice(value=f"role-{role.value}", label=_("%(role)s: anybody", role=label))
                )
                self.whom.choices += [
                    SelectChoice(value=f"user-{one.id}", label=f"{label} · {one.name}") for one in ours
                ]
        return self

    def asked(self) -> dict[str, Any]:
        """Return what is asked as the domain takes it."""
        kind, _dash, rest = (self.whom.data or "").partition("-")
        return {
            "role": rest if kind == "role" else None,
            "person_id": id_or(rest, 0) if kind == "user" else None,
            "what": self.what.data, "detail": self.detail.data or None, "due_on": self.due_on.data,
        }  # fmt: skip


class AnswerForm(Form):
    """What was done."""

    answer = TextAreaField(_l("Answer"), [needed, at_most(2000)])


class RefusalForm(Form):
    """Why it cannot be done."""

    reason = TextAreaField(_l("Reason"), [needed, at_most(500)])


class WithdrawalForm(Form):
    """Why it is no longer needed."""

    why = StringField(_l("Why it is no longer needed"), [at_most(200)])


class AgainForm(Form):
    """Until when it is needed now, and what is to be said about it."""

    due_on = DateField(_l("Needed by"), [needed], description=_l("A working day."))
    more = TextAreaField(_l("What is still missing"), [at_most(500)])
