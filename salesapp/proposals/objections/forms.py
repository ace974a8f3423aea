"""Shape and wording of an objection and of an answer to it (F08)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, MultipleFileField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from salesapp.customers.contacts.models import Contact
from salesapp.documents.forms.fields import field, from_spec
from salesapp.playbook.dictionaries.queries import Word
from salesapp.playbook.library.models import LibraryItem
from salesapp.proposals.objections.rules import STATE_LABELS
from salesapp.proposals.queries import Line
from salesapp.web.fields import choices
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l

NONE = SelectChoice(value=0, label=_l("None"))
GENTLE = _l("Take the concern seriously first, then figures or a case; never contradict flatly")


class ReplyFields(Form):
    """What was answered, with what, and how far it helped."""

    method = field("F08.objection.method", required=False)
    points = field(
        "F08.objection.points", TextAreaField, required=False, description=GENTLE, render_kw={"rows": 4}
    )
    evidence_id = SelectField(
        _l("Evidence of the library"), coerce=record_id, validate_choice=False, default=0
    )
    files = MultipleFileField(
        _l("Evidence as a file"), render_kw={"accept": "image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx"}
    )
    state = field("F08.objection.state", required=False, choices=choices(STATE_LABELS))
    next_on = field("F08.objection.next_on", required=False)
    answer_id = HiddenField("")

    def offer_evidence(self, items: Iterable[LibraryItem]) -> None:
        """List what may be shown as evidence."""
        self.evidence_id.choices = [NONE, *(SelectChoice(value=one.id, label=one.name) for one in items)]

    def values(self) -> dict[str, Any]:
        """Return the answer as the domain takes it."""
        found = super().values()
        typed = str(found.get("answer_id") or "")
        files = [upload for upload in self.files.data or () if getattr(upload, "filename", "")]
        return found | {
            "answer_id": int(typed) if typed.isdigit() and len(typed) < 10 else None,
            "files": files,
        }


class ObjectionForm(ReplyFields):
    """What a customer objects; the answer may follow later."""

    opportunity_id = HiddenField("")
    words = field("F08.objection.words", TextAreaField, render_kw={"rows": 2})
    kind = from_spec(
        RadioField, "F08.objection.kind", validators=[InputRequired(_l("Please choose."))], choices=[]
    )
    raised_on = DateField(_l("Raised on"), [InputRequired(_l("This must be filled in."))], back=True)
    contact_id = SelectField(_l("By whom"), [Optional()], coerce=record_id, validate_choice=False, default=0)
    proposal_id = SelectField(
        _l("About which version"), [Optional()], coerce=record_id, validate_choice=False, default=0
    )
    page_order = ("words", "kind", "raised_on", "contact_id", "proposal_id")

    def offer(
        self,
        kinds: Iterable[Word],
        people: Iterable[Contact],
        versions: Iterable[Line],
        evidence: Iterable[LibraryItem],
    ) -> ObjectionForm:
        """Fill the lists that depend on the opportunity."""
        self.kind.choices = [SelectChoice(value=word.code, label=word.label) for word in kinds]
        self.contact_id.choices = [NONE, *(SelectChoice(value=one.id, label=one.name) for one in people)]
        self.proposal_id.choices = [
            NONE, *(SelectChoice(value=one.id, label=f"{one.version} {one.title}") for one in versions)
        ]  # fmt: skip
        self.offer_evidence(evidence)
        return self


class ReplyForm(ReplyFields):
    """One more answer to an objection."""

    points = field("F08.objection.points", TextAreaField, description=GENTLE, render_kw={"rows": 4})
