"""What is typed about a piece of the library."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional, ValidationError

from salesapp.chinese.texts import enumerated
from salesapp.playbook.library.models import LibraryItem
from salesapp.playbook.library.rules import KIND_NAMES, MOST_INDUSTRIES, ItemKind
from salesapp.playbook.rules import offered
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form, Rows
from salesapp.web.moments import DateField
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

INDUSTRIES = [SelectChoice(value=code, label=words) for code, words in offered()]


class IndustryRow(Rows):
    """One industry that a piece is meant for."""

    code = SelectField(
        _l("Industry"), default="", choices=[SelectChoice(value="", label=_l("Every industry")), *INDUSTRIES]
    )

    def is_blank(self) -> bool:
        """Return whether no industry is named."""
        return not self.code.data


class ItemForm(Form):
    """A piece of the library (R17)."""

    kind = RadioField(_l("Kind"), choices=choices(KIND_NAMES), default=ItemKind.CASE)
    name = StringField(_l("Title"), [needed, at_most(80)])
    figure = StringField(
        _l("What it proves, with its number"), [Optional(), at_most(80)],
        description=_l("Stands in openings where they name the benefit."),
        render_kw={"placeholder": _l("cut the lead time by 15%")},
    )  # fmt: skip
    summary = TextAreaField(
        _l("In a few sentences"), [needed, at_most(2000)], description=_l("What one says of it on the phone."),
        render_kw={"rows": 5},
    )  # fmt: skip
    industries = FieldList(FormField(IndustryRow), min_entries=1, max_entries=MOST_INDUSTRIES)
    pains = StringField(
        _l("Pains that it answers"), [Optional(), at_most(200)],
        render_kw={"placeholder": _l("late deliveries, missing parts")},
    )  # fmt: skip
    file = MultipleFileField(
        _l("File"), description=_l("Pictures, PDF and Office files of up to 20 MB"),
        render_kw={"accept": "image/*,.pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.dps"},
    )  # fmt: skip
    expires_on = DateField(
        _l("Offered until"), [Optional()], description=_l("Afterwards it is shown, and not offered.")
    )
    active = BooleanField(_l("In use"), default=True)
    why = StringField(_l("What is new in this version"), [Optional(), at_most(200)])

    def validate_file(self, field) -> None:
        """Take one file at a time."""
        field.data = [upload for upload in field.data or () if getattr(upload, "filename", "")]
        if len(field.data) > 1:
            raise ValidationError(_("One file a version."))

    def show(self, item: LibraryItem) -> None:
        """Put what is kept into the fields that are no columns."""
        self.pains.data = enumerated(item.pains)
        while self.industries.entries:
            self.industries.pop_entry()
        for code in item.industries or [""]:
            self.industries.append_entry({"code": code})

    def values(self) -> dict[str, Any]:
        """Return the piece as the domain takes it."""
        values = super().values()
        codes = [row["code"] for row in values["industries"] if row["code"]]
        values["industries"] = list(dict.fromkeys(codes))
        values["file"] = self.file.data[0] if self.file.data else None
        return values
