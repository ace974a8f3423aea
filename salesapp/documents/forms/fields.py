"""Web fields made from the standard forms: words, choices and checks come from one place (R68).

A web form takes a field from its definition, or all that a sheet (or a group of it) asks of whoever fills it in::

    class SignatureForm(Form):
        seal_kind = field("F11.seal_kind", required=True, default="contract")

    @with_fields("F12", required=False, invoice_kind=SelectField)
    class HandoffForm(Form):
        ...

To convert a form, take out what the definition says as well (label, hint, placeholder, length, range, choices), keep
what only the screen knows (``kind``, ``default``, ``coerce``, a ``render_kw`` of its own), and give ``required`` where
the screen asks for less, or more, than the sheet. ``from_spec`` gives a field the words alone; it is for fields whose
checks are all their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from wtforms import (
    BooleanField,
    Field,
    MultipleFileField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.validators import NumberRange, Optional

from salesapp.documents.forms.registry import asked, spec
from salesapp.documents.forms.shape import NUMBERS, TEXTS, FieldSpec
from salesapp.web.fields import at_most, chosen, entered, needed
from salesapp.web.moments import DateField, Looking, Moment
from salesapp.web.numbers import Amount, Number, Percent

T = TypeVar("T")
#: The field of the web that takes what a field of the sheet holds. A ``ref`` needs one of its capability.
KINDS: dict[str, type[Field]] = {
    "text": StringField,
    "long": TextAreaField,
    "number": Number,
    "money": Amount,
    "percent": Percent,
    "date": DateField,
    "datetime": Moment,
    "choice": RadioField,
    "choices": SelectMultipleField,
    "tick": BooleanField,
    "file": MultipleFileField,
}
#: What a phone offers to type with.
KEYBOARDS = {"phone": "tel", "email": "email"}


def field(
    name: str, kind: type[Field] | None = None, *, required: bool | None = None, validators=(), **kwargs
) -> Any:
    """Return the web field of one 字段: its words, its choices and its checks, then the validators given here."""
    definition = spec(name)
    kind = kind or KINDS.get(definition.type)
    if kind is None:
        raise TypeError(f"{name} is a {definition.type}: say which field takes it")
    if issubclass(kind, Amount):
        kwargs.setdefault("places", 2)
    keyboard = "decimal" if definition.type in NUMBERS else KEYBOARDS.get(definition.mask)
    render_kw = {"inputmode": keyboard} if keyboard else {}
    render_kw |= kwargs.pop("render_kw", None) or {}
    found = checks(definition, required=definition.required if required is None else required)
    return from_spec(kind, name, validators=[*found, *validators], render_kw=render_kw, **kwargs)


def with_fields(
    *names: str, required: bool | None = None, but: Collection[str] = (), **kinds: type[Field]
) -> Callable[[T], T]:
    """Give a web form every field that these sheets, or groups of sheets, ask for, in the order of the sheet.

    ``kinds`` names other fields than the usual ones, by key; what the form declares by itself stays as it is.
    ``but`` are those that this form does not ask for.
    """

    def add(form: T) -> T:
        for name in (full for one in names for full in asked(one)):
            key = name.rpartition(".")[2]
            if key in but:
                continue
            if key not in vars(form):
                setattr(form, key, field(name, kinds.get(key), required=required))
            _put_last(getattr(form, key))
        return form

    return add


def _put_last(unbound: UnboundField) -> None:
    """Let a field come after those that were put there before: WTForms orders them by when they were declared."""
    UnboundField.creation_counter += 1
    unbound.creation_counter = UnboundField.creation_counter


def checks(definition: FieldSpec, *, required: bool) -> list[Any]:
    """Return the validators that a definition asks for."""
    found: list[Any] = []
    if definition.type in TEXTS:
        found += [needed] if required else []
        found += [at_most(definition.length)] if definition.length else []
    elif definition.choices:
        found += [chosen] if required else [Optional()]
    elif definition.type != "tick":
        found += [entered] if required else [Optional()]
    if definition.least is not None or definition.most is not None:
        found.append(NumberRange(definition.least, definition.most))
    return found


def from_spec(kind: type[Field], name: str, *, label: Any = None, validators=(), **kwargs) -> Any:
    """Return a WTForms field: its label is the 字段, its description the 填写说明, its placeholder the 示例.

    Fields with choices get them from the definition unless ``choices`` is given.
    """
    definition = spec(name)
    render_kw = dict(kwargs.pop("render_kw", None) or {})
    if definition.example not in ("", "/"):  # a slash on the screen would look filled in
        render_kw.setdefault("placeholder", definition.example)
    if definition.past and issubclass(kind, Looking):
        kwargs.setdefault("back", True)
    if "choices" not in kwargs and definition.choices and hasattr(kind, "iter_choices"):
        kwargs["choices"] = [
            SelectChoice(value=choice.code, label=choice.label) for choice in definition.choices
        ]
    return kind(
        label if label is not None else definition.label,
        validators=list(validators),
        description=kwargs.pop("description", definition.hint),
        render_kw=render_kw,
        **kwargs,
    )
