"""The four parts of the question bank (R19)."""

from __future__ import annotations

from salesapp.words import lazy_gettext as _l

PARTS = {"S": _l("Situation"), "P": _l("Problem"), "I": _l("Implication"), "N": _l("Need-payoff")}
