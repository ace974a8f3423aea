"""What is told of an ending: causes, rival and price, what is learnt (R6, F24). Pure."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from salesapp.chinese.texts import says
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _

LARGEST = Decimal("99999999999.99")
#: What must be said in words.
TOLD = ("words", "turning", "done_right", "to_improve")


class ReviewRefused(Refusal):
    """A review that lacks what it is for."""


def check_reviewer(may: bool) -> None:
    """Refuse a review by somebody who neither ran the opportunity nor leads whoever did."""
    if not may:
        raise ReviewRefused(
            _("Whoever ran the opportunity writes its review, or who leads them."), field="cause"
        )


def check_ended(is_open: bool) -> None:
    """Refuse to review what has not ended."""
    if is_open:
        raise ReviewRefused(_("It has not ended yet: there is nothing to review."))


def check_review(
    cause: str | None, second_cause: str | None, rival: str | None, rival_price: Decimal | None,
    told: dict[str, str | None], *, causes: Collection[str],
) -> None:  # fmt: skip
    """Refuse a review without its cause and its words, twice the same cause, and a price that is none or nobody's."""
    check_all(
        lambda: _check_causes(cause, second_cause, causes), lambda: _check_price(rival, rival_price),
        *(lambda name=name: _check_told(name, told.get(name)) for name in TOLD),
    )  # fmt: skip


def _check_causes(cause: str | None, second_cause: str | None, causes: Collection[str]) -> None:
    if cause not in causes:
        raise ReviewRefused(_("Choose the main cause."), field="cause")
    if second_cause and second_cause not in causes:
        raise ReviewRefused(_("Choose a cause of the list."), field="second_cause")
    if second_cause == cause:
        raise ReviewRefused(_("This is the main cause already."), field="second_cause")


def _check_price(rival: str | None, price: Decimal | None) -> None:
    if price is None:
        return
    if price <= 0:
        raise ReviewRefused(_("A price is more than 0."), field="rival_price")
    if price > LARGEST or price != price.quantize(Decimal("0.01")):
        raise ReviewRefused(_("An amount ends at the fen: two places after the point."), field="rival_price")
    if not says(rival):
        raise ReviewRefused(_("Whose price is it? Name the competitor."), field="rival")


def _check_told(name: str, words: str | None) -> None:
    if not says(words, least=2):
        raise ReviewRefused(_("This must be filled in."), field=name)


def check_free(has_opinion: bool) -> None:
    """Refuse to rewrite what the supervisor has answered."""
    if has_opinion:
        raise ReviewRefused(_("The supervisor has given an opinion on it: it stays as it is."))


def check_opinion(words: str | None, *, may: bool, given: bool) -> str:
    """Refuse an opinion without words, a second one, and one on one's own deal."""
    if not may:
        raise ReviewRefused(_("The supervisor of the owner gives the opinion."), field="opinion")
    if given:
        raise ReviewRefused(_("An opinion is given already."), field="opinion")
    said = (words or "").strip()
    if not says(said):
        raise ReviewRefused(_("This must be filled in."), field="opinion")
    return said


def against(ours: Decimal, theirs: Decimal | None) -> Decimal | None:
    """Return by how many per cent their price lay below (−) or above (+) ours, to one place."""
    if theirs is None or not ours:
        return None
    return ((theirs - ours) * 100 / ours).quantize(Decimal("0.1"))
