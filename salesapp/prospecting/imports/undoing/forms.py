"""Shape and wording of an undo: what is taken back although somebody worked on it since."""

from __future__ import annotations

from wtforms import SelectMultipleField

from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class UndoForm(Form):
    """Which of the records that somebody worked on are taken back all the same; the others are kept."""

    back = SelectMultipleField(_l("Take back all the same"), choices=[], validate_choice=False)

    def marks(self) -> list[str]:
        """Return the records that are ticked, as they were looked at."""
        return list(self.back.data or ())
