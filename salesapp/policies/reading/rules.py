"""What was typed for a policy, read by its kind or refused in a sentence (guide 1.7). Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from salesapp.chinese import numbers, regions
from salesapp.chinese.numbers import NumberRefused
from salesapp.policies.rules import Kind, Policy, PolicyRefused
from salesapp.words import gettext as _

#: How long a line of words may be.
LONGEST = 80


def check(policy: Policy, raw: Any) -> Any:
    """Turn what was typed for one policy into its JSON value, or raise PolicyRefused."""
    match policy.kind:
        case Kind.WHOLE:
            return _whole(policy, raw)
        case Kind.FLAG:
            return _flag(policy, raw)
        case Kind.CHOICE:
            return _choice(policy, raw)
        case Kind.STEPS:
            return _steps(policy, raw)
        case Kind.BANDS:
            return _bands(policy, raw)
        case Kind.CITIES:
            return _cities(policy, raw)
        case Kind.WORDS:
            return _words(policy, raw)


def _whole(policy: Policy, raw: Any) -> int:
    try:
        found = numbers.read(str(raw if raw is not None else ""))
    except NumberRefused:
        found = None
    if found is None or not found.is_whole or not 0 <= found.number < 10**9:
        raise PolicyRefused(_("Write a whole number, in digits."), field=policy.key)
    value = int(found.number)
    if not policy.low <= value <= policy.high:
        sentence = _("This takes %(low)s to %(high)s.", low=policy.low, high=policy.high)
        raise PolicyRefused(sentence, field=policy.key)
    return value


def _flag(policy: Policy, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise PolicyRefused(_("Choose yes or no."), field=policy.key)


def _choice(policy: Policy, raw: Any) -> str:
    if isinstance(raw, str) and raw in policy.choices:
        return raw
    raise PolicyRefused(_("Choose one of the values offered."), field=policy.key)


def _amount(text: str, key: str) -> Decimal:
    try:
        value = numbers.read(text).wan
    except NumberRefused as error:
        raise PolicyRefused(_("“%(text)s” is no amount.", text=text.strip()[:20]), field=key) from error
    if not 0 < value <= 1_000_000 or value != round(value, 4):
        raise PolicyRefused(
            _("“%(text)s” is no amount in units of 10,000 yuan.", text=text.strip()[:20]), field=key
        )
    return value


def _steps(policy: Policy, raw: Any) -> list[str]:
    parts = [part for part in str(raw or "").replace("，", ",").replace("、", ",").split(",") if part.strip()]
    if len(parts) != len(policy.default):
        sentence = _("Write %(count)s amounts, with commas between.", count=len(policy.default))
        raise PolicyRefused(sentence, field=policy.key)
    amounts = [_amount(part, policy.key) for part in parts]
    if amounts != sorted(set(amounts)):
        raise PolicyRefused(_("Each amount must be more than the one before."), field=policy.key)
    return [format(amount.normalize(), "f") for amount in amounts]


def _cities(policy: Policy, raw: Any) -> list[str]:
    found = []
    for typed in re.split(r"[\s,，、;；]+", str(raw or "").strip()):
        city = regions.city_named(typed) if typed else None
        if typed and city is None:
            raise PolicyRefused(_("“%(text)s” is no city.", text=typed[:20]), field=policy.key)
        if city is not None:
            found.append(city.name)
    return list(dict.fromkeys(found))


def _words(policy: Policy, raw: Any) -> str:
    words = " ".join(str(raw or "").split())
    if len(words) > LONGEST:
        raise PolicyRefused(_("At most %(count)s characters.", count=LONGEST), field=policy.key)
    return words


def _bands(policy: Policy, raw: Any) -> list[dict[str, Any]]:
    """Bands come as rows {"below": "10" in 万元 or "", "roles": [...]}; rows without roles are empty lines."""
    rows = [row for row in raw or () if row.get("roles") or (row.get("below") or "").strip()]
    if not rows or (rows[-1].get("below") or "").strip():
        raise PolicyRefused(
            _("The last line must be open upwards: leave its amount empty."), field=policy.key
        )
    bands, before = [], Decimal(0)
    for row in rows:
        roles = [role for role in policy.choices if role in (row.get("roles") or ())]
        if not roles:
            raise PolicyRefused(_("Every line needs at least one role that approves."), field=policy.key)
        below = None
        if row is not rows[-1]:
            if not (row.get("below") or "").strip():
                raise PolicyRefused(_("Only the last line may have no amount."), field=policy.key)
            below = _amount(row["below"], policy.key) * 10_000
            if below <= before:
                raise PolicyRefused(_("Each amount must be more than the one before."), field=policy.key)
            before = below
        bands.append(
            {"below": None if below is None else format(below.quantize(Decimal("0.01")), "f"), "roles": roles}
        )
    return bands
