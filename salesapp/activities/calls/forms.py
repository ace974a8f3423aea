"""What is sent with one tap after a call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import Length, Optional

from salesapp.web.forms import Form
from salesapp.web.moments import Moment, wall_clock
from salesapp.web.params import id_or
from salesapp.words import lazy_gettext as _l


class CallForm(Form):
    """The result of one call, with what it needs (F03)."""

    key = HiddenField()
    contact = HiddenField()
    script = HiddenField()
    result = StringField(_l("What the call came to"), [Length(max=10)])
    reason = StringField(_l("Why they refused"), [Optional(), Length(max=20)])
    later = StringField(_l("When to call again"), [Optional(), Length(max=20)])
    later_at = Moment(_l("Another time"), [Optional()])

    @classmethod
    def of(cls, card: Mapping[str, Any] | None) -> CallForm:
        """Return the form of a card: whom it is about, and the opening that is shown."""
        if card is None:
            return cls(formdata=None)
        contact = card["contact"] if card["customer"] is not None else None
        return cls(
            formdata=None, key=card["callee"].key, contact=contact and contact.id,
            script=card["script"] and card["script"].id,
        )  # fmt: skip

    def calling(self) -> dict:
        """Return the call as the domain takes it: a button that names a time or a reason says the result, too."""
        result = self.result.data or ("refused" if self.reason.data else "later")
        return {
            "key": self.key.data or "",
            "result": result,
            "reason": self.reason.data or None,
            "later_at": self.later_at.moment if self.later_at.data else _moment(self.later.data),
            "contact_id": id_or(self.contact.data),
            "script_id": id_or(self.script.data),
        }


def _moment(text: str | None) -> datetime | None:
    try:
        return wall_clock(datetime.fromisoformat(text or ""))
    except ValueError:
        return None
