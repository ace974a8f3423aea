"""What is typed about an ending (F24)."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from salesapp.documents.forms.fields import field
from salesapp.playbook.dictionaries.queries import Word
from salesapp.playbook.library.rules import KIND_NAMES, ItemKind
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.web.numbers import Yuan
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l

OFFICE = "image/*,.pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.dps"


class ReviewForm(Form):
    """Why it ended as it did, and what is learnt."""

    cause = field("F24.cause", SelectField, choices=[])
    second_cause = field("F24.second_cause", SelectField, choices=[])
    rival = field("F24.rival")
    rival_price = field("F24.rival_price", Yuan)
    words = field("F24.words", render_kw={"rows": 2})
    turning = field("F24.turning", render_kw={"rows": 2})
    done_right = field("F24.done_right", render_kw={"rows": 2})
    to_improve = field("F24.to_improve", render_kw={"rows": 2})
    reusable = field("F24.reusable", render_kw={"accept": OFFICE})

    def offer(self, causes: Iterable[Word]) -> ReviewForm:
        """List the causes of the team's dictionary."""
        words = [SelectChoice(value=word.code, label=word.label) for word in causes]
        self.cause.choices = [SelectChoice(value="", label=_l("Please choose")), *words]
        self.second_cause.choices = [SelectChoice(value="", label=_l("None")), *words]
        return self

    def validate(self, *args, **kwargs) -> bool:
        """Take the files that were chosen, not the empty field of none."""
        self.reusable.data = [
            upload for upload in self.reusable.data or () if getattr(upload, "filename", "")
        ]
        return super().validate(*args, **kwargs)


class OpinionForm(Form):
    """What the supervisor says to it."""

    opinion = field("F24.opinion", required=True, render_kw={"rows": 2})


class LibraryForm(Form):
    """What becomes a piece of the library."""

    kind = SelectField(_l("Kind"), choices=choices(KIND_NAMES), default=ItemKind.MATERIAL)
    name = StringField(_l("Title"), [needed, at_most(80)])
    figure = StringField(_l("What it proves, with its number"), [Optional(), at_most(80)])
    summary = TextAreaField(_l("In a few sentences"), [needed, at_most(2000)], render_kw={"rows": 3})
    file_ids = SelectMultipleField(_l("File"), coerce=record_id)

    def offer(self, files: Iterable) -> LibraryForm:
        """List the files of the review."""
        self.file_ids.choices = [SelectChoice(value=one.id, label=one.name) for one in files]
        return self
