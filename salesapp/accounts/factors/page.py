"""The second step as its pages show it."""

from __future__ import annotations

import segno
from markupsafe import Markup

from salesapp.accounts.factors import access, queries, rules
from salesapp.accounts.models import User


def picture(secret: str, *, user: User, company: str) -> Markup:
    """Return the QR code of an authenticator as SVG to stand in the page: the secret is in no address and no cache."""
    address = rules.address_of(secret, username=user.username, company=company)
    return Markup(
        segno.make(address, error="m", micro=False).svg_inline(border=4, light="#fff", omitsize=True)
    )


def overview(user: User) -> dict[str, object]:
    """Return what a person has, and whether they must."""
    return {
        "authenticator": queries.authenticator(user.id),
        "passkeys": queries.passkeys(user.id),
        "codes_left": queries.codes_left(user.id),
        "must": access.must_show(user),
    }


def spaced(secret: str) -> str:
    """Return a secret in groups of four, to be typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
