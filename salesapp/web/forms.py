"""The base of every form: shape and wording here, meaning in the domain, nothing typed is lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from flask import g, make_response, render_template, request
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response
from wtforms import Field, FieldList, FileField, FormField, HiddenField
from wtforms import Form as PlainForm

from salesapp.chinese import texts
from salesapp.db import db, let_go
from salesapp.refusals import NotAllowed, Refusal, StaleEdit, check_all
from salesapp.web import addresses, clock, htmx, once
from salesapp.web.editing import HOUSEKEEPING, Editing
from salesapp.web.fields import problems_of
from salesapp.web.incoming import CleanMeta

T = TypeVar("T")
Act = Callable[[], object]


class Rows(PlainForm):
    """The base of a repeated row inside a form (a contact, a need, a payment node)."""

    Meta = CleanMeta

    def is_blank(self) -> bool:
        """Return whether nothing was typed into this row."""
        return not any(
            field.raw_data and any(str(v).strip() for v in field.raw_data)
            for field in self
            if field.type != "HiddenField"
        )


class Form(Editing):
    """A form that carries out one verb: once, on the version that was seen, and keeps what was typed when refused."""

    class Meta(CleanMeta, FlaskForm.Meta):
        pass

    #: The page on which the form stands: where one returns to after signing in again, and whose draft it keeps.
    page = HiddenField("")

    #: Where what was sent in this form before can be completed, and when it was saved.
    sent_before: tuple[str | None, datetime | None] | None = None
    #: The fields that stand first on the page, where it is not the order in which they are written down here.
    page_order: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.refusals: list[str] = []
        if not self.page.data:
            here = request.full_path.rstrip("?") if request.method == "GET" else ""
            self.page.data = request.form.get("page", here)

    def foreseen(self) -> Iterable[Callable[[], object]]:
        """Return the checks of the rules that need nothing but these fields: they speak in the same round as the form."""
        return ()

    def reads(self, *names: str) -> bool:
        """Tell whether something stands in each of these fields, and its shape is right: a rule can judge it then."""
        return all(
            self[name].data not in (None, "") and not any(True for _one in problems_of(self[name]))
            for name in names
        )

    def validate(self, extra_validators=None) -> bool:
        """Check shape and wording, and what the rules can tell from the fields alone; everything wrong is said at once."""
        valid = super().validate(extra_validators)
        try:
            check_all(*self.foreseen())
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return valid

    def carry_out(
        self, verb: Callable[[], T], *, may: Act | None = None, slow: Act | None = None, rules: Act | None = None
    ) -> T | None:  # fmt: skip
        """Check the form and run a verb; return its result, or None when the form or the domain refuses.

        A refusal undoes everything, stands beside its field and leaves what was typed. A form that only asks for
        one more row is not carried out either. A verb that returns nothing answers True. Where a colleague saves the
        record, or takes a number, in the very moment, it is tried once more on what is saved then. ``may`` refuses
        whoever may not do this, before anything of the record is compared or shown. What is ``slow`` and needs no
        record, such as hashing a password, is done while no transaction is open. ``rules`` is what the verb asks first, of
        what was typed as far as it reads: where the shape is wrong it speaks in the same round.
        """
        if may is not None and not self._lets(may):
            return None
        adds = self._adds_row()
        if adds or not self.validate_on_submit():
            if rules is not None and not adds:
                self._lets(rules)
            return None
        if slow is not None:
            let_go()
            slow()
        for again in (True, False):
            try:
                self._claim()
                self._join_versions()
                result = verb()
                db.session.flush()
            except StaleDataError:
                db.session.rollback()
                if again and self._seen is not None:
                    continue
                self._show_theirs()
            except IntegrityError as error:
                db.session.rollback()
                if again and once.is_taken(error):
                    continue
                raise
            except StaleEdit as refusal:
                db.session.rollback()
                self._show_theirs()
                self.refusals.append(str(refusal))
            except once.SentOtherwise as sent:
                db.session.rollback()
                self.sent_before = (addresses.where_changed(sent.location), sent.at)
                self.new_token()
            except Refusal as refusal:
                db.session.rollback()
                self.refuse(refusal)
            else:
                g.settled = self.token.data[:40]
                return True if result is None else result  # type: ignore[return-value]
            break
        return None

    def carry_out_anywhere(self, verb: Callable[[], T]) -> T:
        """Carry out a small form that stands on many pages: a refusal gets a page of its own.

        What was typed stays in the browser, as the draft of the page on which the form stands.
        """
        result = self.carry_out(verb)
        if result is None:
            raise Refusal(" ".join([*self.refusals, *(text for _field, text in self.problems())]))
        return result

    def _lets(self, may: Act) -> bool:
        """Ask whether this person, or the rules, let this be; who may only look meets the page that says so."""
        try:
            may()
        except NotAllowed:
            raise
        except Refusal as refusal:
            db.session.rollback()
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or above the form where it belongs to none, and all that comes with it."""
        field = self._field(refusal.field) if refusal.field else None
        if field is None:
            self.refusals.append(str(refusal))
        elif not field.errors:  # one thing at a time for each field
            field.errors = [str(refusal)]
        for other in refusal.also:
            self.refuse(other)

    def settle(self, location: str) -> None:
        """Remember where this submission led, for the same form sent twice."""
        once.settle(self.token.data, location)

    def onward(self, otherwise: str) -> str:
        """Return where one goes on after this form: to the list that it was opened from, else elsewhere."""
        return addresses.list_of(self.page.data or "") or otherwise

    def again(self, template: str, /, **context) -> Response:
        """Answer with the same page, everything typed still in it: 422, or 409 when the record was changed meanwhile."""
        return make_response(render_template(template, form=self, **context), self.refused_as)

    def again_in(self, part: str, template: str, /, **context) -> Response:
        """Answer a small form on a big page: htmx gets only its part, a template of its own, a browser the page."""
        return self.again(part if htmx.wanted() else template, **context)

    @property
    def refused_as(self) -> int:
        """Return how a refusal is answered: 409 where it met something saved meanwhile, else 422."""
        return 409 if self.stale or self.sent_before else 422

    def values(self) -> dict[str, Any]:
        """Return what was entered, by field name, empty text as None."""
        return {name: _value(field) for name, field in self._fields.items() if name not in HOUSEKEEPING}

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield every field with its error, nested rows included, in the order of the page."""
        first = [self[name] for name in self.page_order if name in self]
        for field in (*first, *(field for field in self if field not in first)):
            yield from problems_of(field)

    def _adds_row(self) -> bool:
        """Append an empty row where the add button of a list was pressed; such a press saves nothing."""
        rows = self._fields.get(request.form.get("add_row", ""))
        if isinstance(rows, FieldList) and (rows.max_entries is None or len(rows) < rows.max_entries):
            rows.append_entry()
        return "add_row" in request.form

    def _claim(self) -> None:
        user_id = current_user.id if current_user.is_authenticated else None
        once.claim(self.token.data[:40], digest=self._digest(), user_id=user_id, at=clock.now())

    def _digest(self) -> str:
        """Return the SHA-256 of what was sent in this form's fields; a file counts by name and size."""
        names = {name for name in request.form if name.split("-", 1)[0] in self._fields} - HOUSEKEEPING
        sent: list[Any] = [
            [name, list(map(texts.clean, request.form.getlist(name)))] for name in sorted(names)
        ]
        for name, upload in sorted(request.files.items(multi=True), key=lambda sent: sent[0]):
            sent.append([name, upload.filename, upload.stream.seek(0, 2)])
            upload.stream.seek(0)
        return hashlib.sha256(json.dumps(sent, ensure_ascii=False).encode()).hexdigest()

    def _field(self, name: str) -> Field | None:
        """Return a field by name; ``contacts-1-mobile`` finds it inside a row, ``file`` the only field for files."""
        if name == "file" and len(only := [each for each in self if isinstance(each, FileField)]) == 1:
            return only[0]
        holder: Any = self
        for part in name.split("-"):
            try:
                holder = holder[int(part)] if part.isdigit() else holder[part]
            except (KeyError, IndexError, TypeError):
                return None
        return holder if isinstance(holder, Field) else None


def _value(field: Field) -> Any:
    if isinstance(field, FieldList):
        return [_value(entry) for entry in field if not _is_blank(entry)]
    if isinstance(field, FormField):
        return {name: _value(inner) for name, inner in field.form._fields.items() if name not in HOUSEKEEPING}
    return None if field.data == "" else field.data


def _is_blank(entry: Field) -> bool:
    return isinstance(entry, FormField) and isinstance(entry.form, Rows) and entry.form.is_blank()
