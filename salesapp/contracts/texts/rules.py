"""Templates of contracts in versions: drafted, in force, retired. Pure."""

from __future__ import annotations

from enum import StrEnum

from salesapp.chinese.texts import says
from salesapp.contracts.texts.clauses.rules import TextRefused
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext


class Status(StrEnum):
    """Where a version of a template stands."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATUS_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {Status.IN_FORCE: "ok", Status.DRAFT: "warn"}.get(self, "")


STATUS_LABELS = {
    Status.DRAFT: lazy_pgettext("template", "Draft"),
    Status.IN_FORCE: lazy_pgettext("template", "In force"),
    Status.RETIRED: lazy_pgettext("template", "Retired"),
}


def check_draft(status: str) -> None:
    """Refuse to change a version that contracts were made from: the next version says it otherwise."""
    if status != Status.DRAFT:
        raise TextRefused(_("A version that was in force keeps its words. Make the next version."))


def check_named(name: str | None, version: str | None, *, taken: bool) -> None:
    """Refuse a template without name or version, or a version that there is already."""
    if not says(name or ""):
        raise TextRefused(_("This must be filled in."), field="name")
    if not says(version or ""):
        raise TextRefused(_("This must be filled in."), field="version_no")
    if taken:
        raise TextRefused(_("There is a template of this version already."), field="version_no")
