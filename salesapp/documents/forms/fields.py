"""Fields of web forms made from the standard forms: label, hint and example come from one place (R68)."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.fields import SelectChoice

from salesapp.documents.forms.registry import spec


def from_spec(kind: type[Field], name: str, *, label: Any = None, validators=(), **kwargs) -> Any:
    """Return a WTForms field: its label is the 字段, its description the 填写说明, its placeholder the 示例.

    Fields with choices get them from the definition unless ``choices`` is given.
    """
    definition = spec(name)
    render_kw = dict(kwargs.pop("render_kw", None) or {})
    if definition.example not in ("", "/"):  # a slash on the screen would look filled in
        render_kw.setdefault("placeholder", definition.example)
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
