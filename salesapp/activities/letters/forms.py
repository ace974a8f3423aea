"""Shape and wording of a thank-you letter: what is sent, to whom, with what; or when it was sent elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from salesapp.activities.letters.rules import Letter, joined
from salesapp.activities.models import Activity
from salesapp.chinese import emails
from salesapp.customers.contacts.models import Contact
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.forms.fields import from_spec
from salesapp.refusals import Refusal
from salesapp.web.editing import mark
from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.web.moments import Moment
from salesapp.web.params import id_or, record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

MEGABYTE = 1024 * 1024


def marks_of_addresses(people: Iterable[Contact]) -> str:
    """Return a short mark of each person's address, as a page carries it along."""
    return " ".join(f"{each.id}:{mark(each.email)}" for each in people)


def read_addresses(text: str | None) -> dict[int, str]:
    """Read what :func:`marks_of_addresses` wrote."""
    pairs = (each.partition(":") for each in (text or "").split())
    return {number: seen for key, _colon, seen in pairs if (number := id_or(key))}


class LetterForm(Form):
    """A thank-you letter (R21, R22). Two buttons: it is sent from here, or it was sent elsewhere at a time."""

    recipients = SelectMultipleField(_l("To"), coerce=record_id)
    address = StringField(
        _l("Another address"), [at_most(200)], render_kw={"inputmode": "email", "autocomplete": "off"}
    )
    subject = StringField(_l("Subject"), [at_most(150)])
    body = TextAreaField(_l("Text of the letter"), [at_most(8000)])
    told = TextAreaField(_l("What we tell the customer"), [at_most(4000)])
    closing = TextAreaField(_l("End of the letter"), [at_most(2000)])
    read = BooleanField(_l("Read before it leaves"))
    files = SelectMultipleField(_l("Files that go along"), coerce=record_id)
    uploads = MultipleFileField(_l("More files"))
    enclosed = SelectMultipleField(_l("Enclosed, as promised"), coerce=record_id)
    missing_reason = StringField(_l("Why something promised is missing"), [Length(max=300)])
    #: Which address each person had when the page was shown: a letter goes to none that its writer did not see.
    known = HiddenField()
    sent_at = from_spec(Moment, "F05.thank_you_sent_at", validators=[])

    #: Whether a sending elsewhere is noted: then nothing is asked of the letter itself.
    noting = False

    def lay_out(self, record: Activity, people: Sequence[Contact], files: Iterable[Attachment]) -> None:
        """List the customer's people with an address, the promises of the record and the files that may go along."""
        ours = [promise for promise in record.promises if promise.ours]
        self.enclosed.choices = [SelectChoice(value=each.id, label=each.content) for each in ours]
        self.recipients.choices = [
            SelectChoice(value=each.id, label=f"{each.name} {each.email}") for each in people
        ]
        self._people = {each.id: each for each in people}
        self._known, self.known.data = read_addresses(self.known.data), marks_of_addresses(people)
        self._files = {each.id: each for each in files}
        self.files.choices = [
            SelectChoice(value=each.id, label=f"{each.name} · {max(each.size / MEGABYTE, 0.1):.1f} MB")
            for each in self._files.values()
        ]

    def start(self, record: Activity, letter: Letter, to: Contact | None, now: datetime) -> None:
        """Show what lies ready: the letter, to whom it goes, and what was kept already."""
        self.subject.data, self.body.data = letter.subject, letter.body
        self.told.data, self.closing.data = letter.told, letter.closing
        self.recipients.data = [to.id] if to and to.id in self._people else []
        self.files.data = []
        self.enclosed.data = [each.id for each in record.promises if each.ours and each.done_at is not None]
        self.sent_at.process_data(now)

    def validate_address(self, field) -> None:
        """Take an address as it is stored."""
        if field.data and not self.noting:
            try:
                field.data = emails.check(field.data)
            except Refusal as refusal:
                raise ValidationError(str(refusal)) from refusal

    def validate_recipients(self, field) -> None:
        """Ask to whom the letter goes."""
        if not (self.noting or field.data or self.address.data):
            raise ValidationError(_("Choose to whom the letter goes."))
        chosen = (
            () if self.noting else (self._people[each] for each in field.data or () if each in self._people)
        )
        for person in chosen:
            if self._known.get(person.id, "") not in ("", mark(person.email)):
                words = _("The address of %(name)s is now %(address)s. Look at it, then send.",
                          name=person.name, address=person.email)  # fmt: skip
                raise ValidationError(words)

    def validate_read(self, field) -> None:
        """Ask that whoever sends it has read it: what is noted inside must not leave."""
        if not (self.noting or field.data):
            raise ValidationError(_("Read what the customer will read, then tick this."))

    def validate_sent_at(self, field) -> None:
        """Ask when it left, where it left elsewhere."""
        if self.noting and field.moment is None:
            raise ValidationError(_("This must be filled in."))

    def sending(self) -> dict[str, Any]:
        """Return how the letter left elsewhere, as the domain takes it."""
        return self.values() | {"sent_at": self.sent_at.moment}

    def letter(self) -> dict[str, Any]:
        """Return the letter that is sent, as the domain takes it."""
        people = [self._people[each] for each in self.recipients.data or () if each in self._people]
        to = {each.email: each.name for each in people if each.email}
        if self.address.data:
            to.setdefault(self.address.data, "")
        chosen = [self._files[each] for each in self.files.data or () if each in self._files]
        uploads = [each for each in self.uploads.data or () if getattr(each, "filename", "")]
        text = joined(self.body.data, self.told.data, self.closing.data)
        return self.values() | {"to": to, "body": text, "files": chosen, "uploads": uploads}
