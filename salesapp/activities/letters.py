"""Letters from templates: placeholders filled in, promises listed, the privacy line added (R15, R21, R22).

Pure. A letter is shown, copied or opened in the person's own mail program; nothing here sends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from salesapp.chinese import masks
from salesapp.playbook import scripts
from salesapp.words import gettext as _

LONGEST_MAILTO = 1800  # characters; Windows programs cut longer addresses


@dataclass(frozen=True)
class Letter:
    """A composed letter, with the placeholders that nothing could fill."""

    to: str | None
    subject: str
    body: str
    missing: tuple[str, ...] = ()

    @property
    def mailto(self) -> str | None:
        """An address that opens the person's own mail program; a text too long for that is left out."""
        if not self.to:
            return None
        address = f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject)}"
        whole = f"{address}&body={quote(self.body.replace(chr(10), chr(13) + chr(10)))}"
        return whole if len(whole) <= LONGEST_MAILTO else address


def filled(text: str, values: Mapping[str, str | None]) -> tuple[str, list[str]]:
    """Put values in the place of placeholders, and name those that nothing could fill.

    A value that itself holds braces is put in as it is: it is filled once, never read again.
    """
    return scripts.fill(text, values), [name for name in scripts.placeholders(text) if not values.get(name)]


def address(name: str, title: str) -> str:
    """Return how a letter addresses a person: 周先生, 欧阳女士; the whole name where no 称谓 is known or it is Latin.

    ``title`` is ``/`` where nobody noted one (conventions 3.11).
    """
    if title in ("", "/"):
        return name
    surname = masks.name(name).rstrip("*")
    return f"{title} {name}" if surname.isascii() else f"{surname}{title}"


def thank_you(
    subject: str | None,
    body: str,
    values: Mapping[str, str | None],
    *,
    to: str | None,
    promises: Sequence[str],
    privacy_notice: str,
) -> Letter:
    """Compose the letter after a first contact: the template, what was promised, the privacy line (R21, R22).

    A template that has its own ``{承诺事项}`` keeps the list there; else it follows the text.
    """
    listed = "\n".join(_("%(no)s. %(what)s", no=no, what=what) for no, what in enumerate(promises, 1))
    known = {**values, "承诺事项": listed or _("(nothing to enclose)")}
    title, missing_title = filled(subject or _("Thank you for your time"), known)
    text, missing = filled(body, known)
    parts = [text.strip()]
    if listed and "{承诺事项}" not in body:
        parts.append(_("Enclosed, as promised:") + "\n" + listed)
    parts.append(privacy_notice)
    return Letter(
        to=to,
        subject=title,
        body="\n\n".join(part for part in parts if part),
        missing=tuple(dict.fromkeys([*missing_title, *missing])),
    )
