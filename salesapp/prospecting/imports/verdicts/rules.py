"""What becomes of each row: new, the same as somebody known, like somebody, refused, passed over (R13; 3.2). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from salesapp.chinese import company_names
from salesapp.chinese.company_names import SHORTEST_PART, is_branch
from salesapp.prospecting.imports.known.rules import Keys, Kind, Known, Names, Ref, Target
from salesapp.prospecting.imports.rows.rules import Company
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext


class Verdict(StrEnum):
    """What a row is."""

    NEW = "new"
    SAME = "same"
    TWICE = "twice"
    LIKE = "like"
    REFUSED = "refused"
    HIDDEN = "hidden"
    PASSED = "passed"


VERDICT_LABELS: Mapping[str, Any] = {
    Verdict.NEW: lazy_pgettext("import", "New"),
    Verdict.SAME: lazy_pgettext("import", "Known already"),
    Verdict.TWICE: lazy_pgettext("import", "Twice in the table"),
    Verdict.LIKE: lazy_pgettext("import", "Like a known one"),
    Verdict.REFUSED: lazy_pgettext("import", "Cannot be taken"),
    Verdict.HIDDEN: lazy_pgettext("import", "Hidden in the table"),
    Verdict.PASSED: lazy_pgettext("import", "Passed over"),
}


class Choice(StrEnum):
    """What is done with the rows of a verdict."""

    ADD = "add"
    FILL = "fill"
    UPDATE = "update"
    SKIP = "skip"


CHOICE_LABELS: Mapping[str, Any] = {
    Choice.ADD: lazy_pgettext("import", "Add to the list"),
    Choice.FILL: lazy_pgettext("import", "Fill gaps only"),
    Choice.UPDATE: lazy_pgettext("import", "Update what differs"),
    Choice.SKIP: lazy_pgettext("import", "Leave out"),
}
#: What may be chosen for each verdict; the first is proposed.
CHOICES: Mapping[Verdict, tuple[Choice, ...]] = {
    Verdict.NEW: (Choice.ADD, Choice.SKIP),
    Verdict.SAME: (Choice.SKIP, Choice.FILL, Choice.UPDATE),
    Verdict.TWICE: (Choice.FILL, Choice.SKIP, Choice.UPDATE),
    Verdict.LIKE: (Choice.SKIP, Choice.ADD),
    Verdict.HIDDEN: (Choice.SKIP, Choice.ADD),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a row, about whom, and why."""

    verdict: Verdict
    target: Target | Ref | None = None
    words: str = ""


def judge(company: Company, keys: Keys, known: Sequence[Known], names: Names) -> Judged:
    """Return the verdict on a row: by hard keys, the nearest first, then by what only hints.

    The mobile of a company with another name is no hard key: people change firms, and agents serve several.
    """
    if company.refused:
        return Judged(Verdict.REFUSED, words=company.refused)
    shared: Judged | None = None
    for one in known:
        found = _same(keys, one)
        if found is None:
            continue
        target, by_mobile = found
        if by_mobile and not _one_company(company.name, target.name):
            shared = shared or Judged(Verdict.LIKE, target, _of_another(company.name, target.name))
            continue
        if not target.here and target.kind == Kind.PROSPECT:
            return Judged(Verdict.LIKE, target, _("It stands in another list."))
        verdict = Verdict.TWICE if target.kind == Kind.ROW else Verdict.SAME
        return Judged(verdict, target, _("The same mobile number.") if by_mobile else "")
    if shared is not None:
        return shared
    for one in known:
        hint = _hint(keys, one)
        if hint is not None:
            return Judged(Verdict.LIKE, *hint)
    alike = _alike(keys, known, names)
    if alike is not None:
        return Judged(Verdict.LIKE, alike, _("The names are alike."))
    return Judged(Verdict.HIDDEN if company.hidden else Verdict.NEW)


def _one_company(mine: str, theirs: str) -> bool:
    """Tell whether two names are those of one company, written more or less fully; a branch is another one."""
    short, long = sorted((company_names.core(mine), company_names.core(theirs)), key=len)
    fits = short == long or (len(short) >= SHORTEST_PART and long.endswith(short))
    return bool(short) and fits and is_branch(mine) == is_branch(theirs)


def _of_another(mine: str, theirs: str) -> str:
    """Say that a mobile is known from another company: a person decides whether the row is one of its own."""
    if is_branch(mine) and not is_branch(theirs):
        return _(
            "The mobile is somebody’s there, but this is a branch: a customer of its own, or a contact there?"
        )
    return _("The same mobile number, but another company: is it one of its own?")


def _alike(keys: Keys, known: Sequence[Known], names: Names) -> Target | Ref | None:
    """Return who has the same core in another form, one that sounds the same, or a similar one."""
    by_core = next((one.cores[keys.core] for one in known if keys.core in one.cores), None)
    if by_core is not None:
        return by_core
    by_sound = next((one.sounds[keys.sound] for one in known if keys.sound in one.sounds), None)
    return by_sound or names.like(keys.core)


def _same(keys: Keys, known: Known) -> tuple[Target, bool] | None:
    found = known.codes.get(keys.code or "") or known.names.get(keys.name)
    if found is not None:
        return found, False
    mobile = next((known.mobiles[one] for one in keys.mobiles if one in known.mobiles), None)
    return (mobile, True) if mobile is not None else None


def _hint(keys: Keys, known: Known) -> tuple[Target, str] | None:
    for one in keys.numbers:
        if one in known.numbers:
            return known.numbers[one], _("The same telephone number.")
    for one in keys.domains:
        if one in known.domains:
            return known.domains[one], _("The same mail domain.")
    return None
