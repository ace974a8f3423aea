"""Shape and wording of what people type about tasks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from salesapp.web.fields import entered
from salesapp.web.forms import Form
from salesapp.web.moments import Moment
from salesapp.web.params import id_or, record_id
from salesapp.words import lazy_gettext as _l


class TaskForm(Form):
    """A task for oneself or a colleague."""

    title = StringField(_l("What is to be done"), [entered, Length(max=200)])
    detail = TextAreaField(_l("Details"), [Length(max=1000)])
    due_at = Moment(_l("Due"), [entered])
    customer_id = IntegerField(_l("Customer"), [Optional()], filters=[id_or])
    assignee_id = SelectField(_l("Who does it"), coerce=record_id, validators=[Optional()])

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """List who may be given the task."""
        self.assignee_id.choices = [SelectChoice(value=key, label=label) for key, label in people]

    def values(self) -> dict[str, Any]:
        """Return the task as the domain takes it: its time in UTC."""
        return super().values() | {"due_at": self.due_at.moment}


class EndTaskForm(Form):
    """How a task ends: a note where it is done, the reason where it is not needed."""

    note = StringField(_l("Reason"), [Length(max=300)])


class AssignForm(Form):
    """Who takes the task over."""

    assignee_id = IntegerField(_l("Who does it"), [entered])
