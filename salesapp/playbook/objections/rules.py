"""The ways in which an objection is answered (R37)."""

from __future__ import annotations

from salesapp.words import lazy_gettext as _l

METHODS = {
    "data": _l("Comparison of figures"),
    "case": _l("A customer's success"),
    "trial": _l("A trial"),
    "third_party": _l("Proof by a third party"),
}
