"""A second step is set up, shown, and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update

from salesapp.accounts.factors import access, queries, rules
from salesapp.accounts.factors.models import Authenticator, Passkey, RecoveryCode
from salesapp.accounts.factors.rules import FactorRefused, Key, Site
from salesapp.accounts.models import User
from salesapp.capability import follow
from salesapp.db import db, reached
from salesapp.trail.actions import record
from salesapp.web import sealing
from salesapp.words import gettext as _

PURPOSE = "salesapp.accounts.factors"


def add_authenticator(user: User, secret: str, code: str, *, key: str, at: datetime) -> Authenticator:
    """Take an authenticator that has shown one right code in the place of the one before."""
    step = rules.step_of(secret, code, at=at)
    if step is None:
        raise FactorRefused(
            _("This code is not right. Look whether the clock of the phone is set by itself."), field="code"
        )
    sealed = sealing.seal(secret, key, purpose=PURPOSE)
    kept = queries.authenticator(user.id)
    if kept is None:
        kept = Authenticator(user_id=user.id, secret=sealed, last_step=step, added_at=at)
        db.session.add(kept)
    else:
        kept.secret, kept.last_step, kept.added_at = sealed, step, at
    _is_on(user, True)
    record("second_step_added", user, detail={"kind": "authenticator"})
    return kept


def add_passkey(user: User, made: Key, *, name: str, at: datetime) -> Passkey:
    """Keep a passkey that a device made."""
    kept = Passkey(
        user_id=user.id, credential=made.credential, public_key=made.public_key, sign_count=made.sign_count,
        name=name, added_at=at,
    )  # fmt: skip
    db.session.add(kept)
    _is_on(user, True)
    record("second_step_added", user, detail={"kind": "passkey"})
    return kept


def draw_codes(user: User) -> list[str]:
    """Draw new recovery codes in the place of those before, and return them: they can be shown this once."""
    codes = rules.draw_codes()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.add_all(RecoveryCode(user_id=user.id, mark=rules.mark_of(user.id, code)) for code in codes)
    record("recovery_codes", user, detail={"count": len(codes)})
    return codes


def opens_by_code(user: User, code: str, *, key: str, at: datetime) -> bool:
    """Tell whether a code of the authenticator, or a recovery code, is right; it is used up by this."""
    if not rules.is_code_of_phone(code):
        return _opens_by_recovery(user, code, at=at)
    kept = queries.authenticator(user.id)
    secret = sealing.unseal(kept.secret, key, purpose=PURPOSE) if kept else None
    step = rules.step_of(secret, code, at=at, after=kept.last_step) if kept and secret else None
    if step is None:
        return False
    using = update(Authenticator).where(Authenticator.user_id == user.id, Authenticator.last_step < step)
    return bool(reached(using.values(last_step=step).execution_options(synchronize_session=False)))


def _opens_by_recovery(user: User, code: str, *, at: datetime) -> bool:
    mark = rules.mark_of(user.id, code)
    using = update(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.mark == mark, RecoveryCode.used_at.is_(None)
    )
    used = bool(reached(using.values(used_at=at).execution_options(synchronize_session=False)))
    if used:
        record("recovery_code_used", user, detail={"left": queries.codes_left(user.id)}, actor=user)
    return used


def opens_by_key(user: User, answer: str, *, site: Site, challenge: str, at: datetime) -> bool:
    """Tell whether one of a person's passkeys signed the challenge."""
    try:
        kept = queries.passkey(user.id, rules.asked_key(answer))
        if kept is None:
            return False
        known = Key(kept.credential, kept.public_key, kept.sign_count)
        count = rules.count_of(site, answer, challenge=challenge, key=known)
    except FactorRefused:
        return False
    kept.sign_count, kept.used_at = count, at
    return True


def remove_authenticator(user: User) -> None:
    """Take one's own authenticator away, where something else is left or nothing is asked."""
    if not queries.passkeys(user.id):
        _check_may_be_without(user)
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    _removed(user, "authenticator")


def remove_passkey(user: User, passkey_id: int) -> None:
    """Take one of one's own passkeys away, where something else is left or nothing is asked."""
    others = [one for one in queries.passkeys(user.id) if one.id != passkey_id]
    if not others and queries.authenticator(user.id) is None:
        _check_may_be_without(user)
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id)
    if not reached(gone):
        raise FactorRefused(_("This passkey is not there any more."))
    _removed(user, "passkey")


def _check_may_be_without(user: User) -> None:
    if access.must_show(user):
        raise FactorRefused(_("Your role has to show a second step: set another one up first."))


def _removed(user: User, kind: str) -> None:
    db.session.flush()
    record("second_step_removed", user, detail={"kind": kind})
    if queries.authenticator(user.id) is None and not queries.passkeys(user.id):
        _forget_codes(user)
        _is_on(user, False)


def take_away(user: User, *, by: User | None, at: datetime) -> User:
    """Take all of somebody's second steps away, who lost phone and codes; the person is told."""
    for kind in (Authenticator, Passkey):
        db.session.execute(delete(kind).where(kind.user_id == user.id))
    _forget_codes(user)
    _is_on(user, False)
    record("second_step_removed", user, detail={"kind": "all"}, actor=by)
    follow("user", user, ("second_step",), by=by, at=at)
    return user


def _forget_codes(user: User) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def _is_on(user: User, on: bool) -> None:
    """Note whether a person has a second step, past the version of the account."""
    table = User.__table__
    db.session.execute(update(table).where(table.c.id == user.id).values(second_step=on))
    db.session.expire(user, ["second_step"])


def known_keys(user: User) -> Sequence[str]:
    """Return the ids of a person's passkeys at their devices."""
    return [one.credential for one in queries.passkeys(user.id)]
