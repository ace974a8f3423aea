"""Shape and wording of templates and of a contract's text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import (
    FileField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice

from salesapp.contracts.forms import chosen
from salesapp.contracts.models import Contract
from salesapp.contracts.texts.clauses.rules import MOST_CLAUSES, Filled
from salesapp.contracts.texts.docx import rules as docx
from salesapp.contracts.texts.queries import clauses_of
from salesapp.db import db
from salesapp.documents.forms.f11 import KINDS
from salesapp.refusals import Refusal, check_all
from salesapp.web.fields import at_most, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class TemplateForm(Form):
    """One version of a template."""

    name = StringField(_l("Name of the template"), [needed, at_most(100)])
    version_no = StringField(
        _l("Template version"), [needed, at_most(40)], render_kw={"placeholder": "XS-HT-MB-2026.3"}
    )
    kind = SelectField(_l("Kind"), choices=[SelectChoice(value=one.code, label=one.label) for one in KINDS])
    source = TextAreaField(
        _l("Clauses"), [needed],
        description=_l("A heading begins with #; a place in double braces is filled in; a condition in brackets ends a heading"),
    )  # fmt: skip
    note = StringField(_l("What is new in it"), [at_most(300)])
    files = MultipleFileField(
        _l("Word template (.docx)"), description=_l("With the same {{places}}; checked when it comes")
    )

    #: What is wrong with a Word file that was sent.
    _broken: Refusal | None = None

    def template(self) -> dict[str, str]:
        """Return what the version says."""
        values = self.values()
        values.pop("files")
        return values | {"source": self.source.data or ""}

    def read_files(self) -> None:
        """Look for broken placeholders in its Word files while nothing is held; a refusal waits for :meth:`check_files`."""
        try:
            check_all(*(functools.partial(_read, file) for file in chosen(self.files)))
        except Refusal as refused:
            for one in (refused, *refused.also):
                one.field = "files"
            self._broken = refused

    def check_files(self) -> None:
        """Refuse a Word file with a broken placeholder, with its place."""
        if self._broken is not None:
            raise self._broken


def _read(file: FileStorage) -> None:
    content = file.stream.read()
    file.stream.seek(0)
    docx.check(content)


class ChoiceForm(Form):
    """Which template a contract's text is made from."""

    template = RadioField(_l("Template"), validate_choice=False)

    def offer(self, templates: Iterable) -> ChoiceForm:
        """Offer the versions in force."""
        self.template.choices = [
            SelectChoice(value=str(t.id), label=f"{t.name} {t.version_no}") for t in templates
        ]
        return self


class Written:
    """A contract's text as a form reads a record: ``clause_3``, why it deviates, and the version of the contract."""

    def __init__(self, contract: Contract):
        self.contract = contract

    def __getattr__(self, name: str) -> Any:
        if name == "version":
            return self.contract.version
        if name == "why":
            return self.contract.deviates_because
        found = {f"clause_{one.no}": one.text for one in clauses_of(self.contract)}
        if name in found:
            return found[name]
        raise AttributeError(name)


class TextForm(Form):
    """A contract's text, clause by clause; two people may write in it at the same time."""

    why = TextAreaField(
        _l("Why it deviates"), [at_most(500)], description=_l("Legal reads it, with every deviation")
    )

    def read(self, contract: Contract) -> TextForm:
        """Remember how the text reads: what only a colleague changes meanwhile is taken over, what both change is asked."""
        return (
            self.expect_version(Written(contract)) if self.version.data or not self.is_submitted() else self
        )

    def _look_again(self) -> None:
        db.session.refresh(self._seen.contract)

    def typed(self) -> dict[int, str | None]:
        """Return what stands in each clause."""
        return {int(name[7:]): self[name].data for name in self._fields if name.startswith("clause_")}

    def added(self) -> dict[str, str]:
        """Return what stands in each clause that only the customer's text has, by its heading."""
        numbers = [name[6:] for name in self._fields if name.startswith("added_")]
        return {self[f"title_{no}"].data or "": self[f"added_{no}"].data or "" for no in numbers}


def text_form(clauses: Iterable[Filled], added: Iterable[tuple[str, str]] = ()) -> type[TextForm]:
    """Return the form of these clauses, and of those that only the customer's text has."""
    fields: dict[str, Any] = {
        f"clause_{one.no}": TextAreaField(f"{one.no} {one.title}", [at_most(20000)], default=one.text)
        for one in clauses
    }
    for no, (title, text) in enumerate(added):
        fields[f"title_{no}"] = HiddenField(default=title)
        fields[f"added_{no}"] = TextAreaField(title, [at_most(20000)], default=text)
    return type("TextForm", (TextForm,), fields)


def sent_added(sent: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return which added clauses a form was sent with: heading and text, as far as they have both."""
    numbers = [name[6:] for name in sent if name.startswith("title_") and name[6:].isdecimal()][:MOST_CLAUSES]
    return [
        (sent[f"title_{no}"].strip()[:200], sent.get(f"added_{no}", ""))
        for no in numbers
        if sent[f"title_{no}"].strip()
    ]


class CompareForm(Form):
    """The customer's own text, to be compared with ours."""

    file = FileField(
        _l("The customer’s Word file (.docx)"), [needed],
        description=_l("Kept among the files as the contract’s text; what deviates is proposed below, and yours to confirm"),
    )  # fmt: skip

    def content(self) -> bytes:
        """Return what is in the file."""
        content: bytes = self.file.data.stream.read()
        self.file.data.stream.seek(0)
        return content


class KeepForm(Form):
    """The button that keeps the text among the contract's files."""
