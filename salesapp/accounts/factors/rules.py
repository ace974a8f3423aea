"""The second step: codes of an authenticator (RFC 6238), recovery codes, passkeys (WebAuthn). Values in, values out.

pyotp and webauthn are loaded where they are used: the other pages need neither.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: Who has to show a second step.
OWN, LEADING, ALL = "own", "leading", "all"
WHO_LABELS = {
    OWN: _l("whoever wants to"),
    LEADING: _l("administrators, directors and finance"),
    ALL: _l("everybody"),
}
SECONDS = 30  # that a code of an authenticator lasts
DRIFT = 1  # codes before and after the present one: clocks of phones go wrong
CODES = 10
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
#: How long after the password the second step may be shown.
HALF_WAY = timedelta(minutes=5)
#: How long settings of money and people stay open after the second step: to be looked at, and to be saved.
OPEN, SAVED = timedelta(minutes=15), timedelta(hours=1)


class FactorRefused(Refusal):
    """A code or key that does not open, or a step that may not be taken away."""


def new_secret() -> str:
    """Return a secret for an authenticator, in letters and digits that can be typed."""
    import pyotp

    return pyotp.random_base32()


def address_of(secret: str, *, username: str, company: str) -> str:
    """Return what an authenticator reads from the QR code."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=company)


def step_of(secret: str, code: str, *, at: datetime, after: int = 0) -> int | None:
    """Return the half minute that a code belongs to, or None where it is wrong, old, or not after the last one used."""
    import pyotp

    typed, now = plain(code), int(at.timestamp()) // SECONDS
    steps = range(max(now - DRIFT, after + 1), now + DRIFT + 1)
    made = pyotp.TOTP(secret, interval=SECONDS)
    return next((step for step in steps if hmac.compare_digest(made.generate_otp(step), typed)), None)


def plain(code: str) -> str:
    """Return a code as it was meant: full-width signs, blanks, hyphens and capitals make no difference."""
    folded = unicodedata.normalize("NFKC", code).lower()
    return "".join(sign for sign in folded if sign.isascii() and sign.isalnum())


def is_code_of_phone(code: str) -> bool:
    """Tell whether what was typed looks like a code of an authenticator: six digits."""
    typed = plain(code)
    return len(typed) == 6 and typed.isdecimal()


def draw_codes() -> list[str]:
    """Return new recovery codes, each of 79 bits."""
    return [
        "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(4))
        for _code in range(CODES)
    ]


def mark_of(user_id: int, code: str) -> str:
    """Return what stands for a recovery code in the database. The codes are too long to be tried out."""
    return hashlib.sha256(f"{user_id}:{plain(code)}".encode()).hexdigest()


def must_show(who: str, *, leads: bool) -> bool:
    """Tell whether a person has to show a second step, by the setting; ``leads`` is who keeps money or people."""
    return who == ALL or (who == LEADING and leads)


def is_open(proved: datetime | None, *, reading: bool, at: datetime) -> bool:
    """Tell whether the second step was shown lately enough for settings of money and people."""
    return proved is not None and at - proved < (OPEN if reading else SAVED)


def wrong_code() -> FactorRefused:
    """Return what is said of a code that does not open."""
    return FactorRefused(_("This code is not right, or was used already."), field="code")


# ------------------------------------------------------------------------------------- passkeys


@dataclass(frozen=True, slots=True)
class Site:
    """Whom passkeys belong to: the host of the installation's address, over https or on this very machine."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a passkey."""

    credential: str
    public_key: str
    sign_count: int


def site_of(base_url: str, company: str) -> Site | None:
    """Return whom passkeys belong to; None where browsers offer none, without https."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme != "https" and host != "localhost":
        return None
    return Site(host, f"{parts.scheme}://{parts.netloc}", company)


def new_challenge() -> str:
    """Return what a device signs, once."""
    return secrets.token_urlsafe(32)


def creation_options(site: Site, *, user_id: int, username: str, challenge: str, known: Sequence[str]) -> str:
    """Return, as JSON, what a browser needs to make a passkey; none where a device has one already."""
    import webauthn
    from webauthn.helpers import structs

    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=site.host,
            rp_name=site.name,
            user_id=str(user_id).encode(),
            user_name=username,
            challenge=challenge.encode(),
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(one)) for one in known
            ],
        )
    )


def request_options(site: Site, *, challenge: str, known: Sequence[str]) -> str:
    """Return, as JSON, what a browser needs to ask one of a person's passkeys."""
    import webauthn
    from webauthn.helpers import structs

    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=site.host,
            challenge=challenge.encode(),
            allow_credentials=[
                structs.PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(one)) for one in known
            ],
        )
    )


def made_key(site: Site, answer: str, *, challenge: str) -> Key:
    """Return the passkey that a browser made; raises FactorRefused where the answer does not hold."""
    import webauthn
    from webauthn.helpers import bytes_to_base64url, exceptions

    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (exceptions.WebAuthnException, ValueError) as error:
        raise wrong_key() from error
    return Key(
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        made.sign_count,
    )


def asked_key(answer: str) -> str:
    """Return which passkey an answer speaks of; raises FactorRefused where it speaks of none."""
    try:
        said = json.loads(answer)
    except ValueError as error:
        raise wrong_key() from error
    if not isinstance(said, dict) or not isinstance(said.get("id"), str):
        raise wrong_key()
    return str(said["id"])


def count_of(site: Site, answer: str, *, challenge: str, key: Key) -> int:
    """Return how often a passkey says that it signed; raises FactorRefused where its answer does not hold."""
    import webauthn
    from webauthn.helpers import exceptions

    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=webauthn.base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
        )
    except (exceptions.WebAuthnException, ValueError) as error:
        raise wrong_key() from error
    return verified.new_sign_count


def wrong_key() -> FactorRefused:
    """Return what is said of a passkey that does not open."""
    return FactorRefused(_("The passkey was not accepted. Try again, or type a code."), field="code")
