"""The register of standard forms and their fields.

``spec("F01.full_name")`` gives the label, 填写说明, 示例, choices and checks of one field; web forms, printed sheets,
exports and histories all read it.
"""

from __future__ import annotations

import difflib
import functools
from importlib import import_module
from pathlib import Path

from salesapp.documents.forms.shape import Fields, FieldSpec, FormSpec
from salesapp.trail.wording.rules import Vocabulary

CODES = tuple(sorted(path.stem.upper() for path in Path(__file__).parent.glob("f[0-9][0-9].py")))


@functools.cache
def forms() -> dict[str, FormSpec]:
    """Return every standard form that there is, by code, in order."""
    return {code: import_module(f"salesapp.documents.forms.{code.lower()}").FORM for code in CODES}


def form(code: str) -> FormSpec:
    """Return one form; raises KeyError naming the forms that there are."""
    try:
        return forms()[code]
    except KeyError:
        raise KeyError(f"no form {code!r}; there are {', '.join(CODES)}") from None


def forms_of(process: int) -> list[FormSpec]:
    """Return the forms that a process of the guide uses, in order."""
    return [form for form in forms().values() if process in form.process]


@functools.cache
def _fields(code: str) -> dict[str, FieldSpec]:
    return dict(form(code).named_fields())


def spec(name: str) -> FieldSpec:
    """Return the definition of one field, such as ``F01.full_name`` or ``F01.contact.mobile``.

    Raises KeyError naming the closest field where there is none of this name.
    """
    code, _, key = name.partition(".")
    fields = _fields(code)
    if key in fields:
        return fields[key]
    close = difflib.get_close_matches(key, fields, n=3, cutoff=0.4)
    hint = (
        f"did you mean {', '.join(f'{code}.{k}' for k in close)}?" if close else f"it has {', '.join(fields)}"
    )
    raise KeyError(f"form {code} has no field {key!r}; {hint}")


def label(name: str) -> str:
    """Return what a field is called, in the reader's language: for heads of exports, histories, sentences."""
    return str(spec(name).label)


def asked(name: str) -> list[str]:
    """Return the names of the fields that a form, or one group of it, asks of whoever fills it in.

    ``asked("F12")`` leaves out repeated rows; ``asked("F12.service")`` and ``asked("F01.contact")`` are one group.
    """
    code, _dot, key = name.partition(".")
    groups = [form(code).group(key)] if key else [one for one in form(code).groups if isinstance(one, Fields)]
    return [f"{code}.{group.name_of(field)}" for group in groups for field in group.fields if field.asked]


def vocabulary(name: str, table: str) -> Vocabulary:
    """Return what the columns of a table are called in the audit trail that a form, or one group of it, defines."""
    code, _dot, key = name.partition(".")
    groups = [form(code).group(key)] if key else [one for one in form(code).groups if isinstance(one, Fields)]
    specs = [definition for group in groups for definition in group.fields]
    return Vocabulary(
        fields={f"{table}.{one.key}": one.label for one in specs},
        codes={f"{table}.{one.key}": dict(one.choices) for one in specs if one.choices},
    )
