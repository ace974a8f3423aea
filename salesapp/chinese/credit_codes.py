"""The unified social credit code (GB 32100-2015): read as people type it, checked twice, mended where it is clear how.

``check`` answers with the code as it is to be stored, the sentence for the person when it cannot be right, the code
that was probably meant, and a warning that does not stop anybody.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from salesapp.chinese.texts import line
from salesapp.words import gettext as _

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 signs: no I, O, S, V, Z
WEIGHTS = tuple(pow(3, i, 31) for i in range(LENGTH - 1))
BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # GB 11714 counts all letters
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
OFFICES = "123456789ANY"  # the registering authorities of the standard
#: What was probably meant by a letter that the code never has.
MEANT = {"O": "0", "I": "1", "S": "5", "Z": "2", "V": "U"}
IGNORED = set(" -‐‑‒–—―−_.·　\t\n")


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a code: ``code`` as stored, ``problem`` in words, ``fix`` as offer, ``warning``, ``region``."""

    code: str
    problem: str | None = None
    fix: str | None = None
    warning: str | None = None
    region: str | None = None

    @property
    def ok(self) -> bool:
        return self.problem is None


def normalise(text: str) -> str:
    """Return a code in capitals and half width, without blanks and hyphens."""
    return "".join(
        c for c in unicodedata.normalize("NFKC", line(text)).upper() if c not in IGNORED and not c.isspace()
    )


def check_sign(first_seventeen: str) -> str:
    """Return the 18th sign for the first 17 (GB 32100): 31 − Σ(cᵢ·3ⁱ⁻¹ mod 31), 31 counting as 0."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(first_seventeen, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def body_check_sign(body: str) -> str:
    """Return the ninth sign of an organisation code for its first eight (GB 11714)."""
    total = sum(BODY_ALPHABET.index(c) * w for c, w in zip(body, BODY_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def is_valid(code: str) -> bool:
    """Return whether a normalised code has the right length, signs and last sign."""
    return (
        len(code) == LENGTH
        and all(c in ALPHABET for c in code)
        and code[2:8].isdigit()
        and check_sign(code[:-1]) == code[-1]
    )


def inner_is_valid(code: str) -> bool:
    """Return whether the organisation code within (signs 9–17) carries its own right check sign."""
    return body_check_sign(code[8:16]) == code[16]


def check(text: str) -> Checked:
    """Check a code as it was typed (F01 统一社会信用代码)."""
    code = normalise(text)
    foreign = [(i, c) for i, c in enumerate(code, 1) if c not in ALPHABET]
    if foreign:
        return _wrong_signs(code, foreign)
    if len(code) != LENGTH:
        return Checked(code, problem=_wrong_length(code))
    if not code[2:8].isdigit():
        return Checked(code, _("Characters 3 to 8 are the region and must be digits."), fix=_mended(code))
    if check_sign(code[:-1]) != code[-1]:
        return Checked(
            code, _("The check character does not agree: please compare with the licence."), _mended(code)
        )
    return Checked(code, warning=_doubt(code), region=code[2:8])


def _wrong_signs(code: str, foreign: list[tuple[int, str]]) -> Checked:
    position, sign = foreign[0]
    meant = MEANT.get(sign)
    if meant is None:
        return Checked(code, _("Character %(position)s cannot be “%(sign)s”: only digits and capital letters.",
                               position=position, sign=sign))  # fmt: skip
    if meant.isdigit():
        problem = _("Character %(position)s should be the digit %(digit)s, not the letter %(sign)s.",
                    position=position, digit=meant, sign=sign)  # fmt: skip
    else:
        problem = _("Character %(position)s cannot be the letter %(sign)s: the code never has I, O, S, V or Z.",
                    position=position, sign=sign)  # fmt: skip
    if len(code) != LENGTH:
        return Checked(code, problem)
    replaced = "".join(MEANT.get(c, c) for c in code)
    return Checked(code, problem, fix=_mended(replaced))


def _wrong_length(code: str) -> str:
    if not code:
        return _("Enter the code, or choose that there is none yet.")
    if len(code) == 15 and code.isdigit():
        return _("This is an old 15-digit number. Choose “Other number” for it.")
    return _("The code has 18 characters; you entered %(count)s.", count=len(code))


def _mended(code: str) -> str | None:
    """Return the one code that is this, or this with two neighbours the right way round, and passes both checks; None if not one.

    A digit that was misread is never guessed: more than half of such guesses would be another firm's sound code.
    """
    candidates = {code, *(code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1))}
    sound = {c for c in candidates if is_valid(c) and inner_is_valid(c)}
    return sound.pop() if len(sound) == 1 else None


def _doubt(code: str) -> str | None:
    if code[0] not in OFFICES:
        return _("The first character is unusual. Please compare with the licence.")
    if not inner_is_valid(code):
        return _("The organisation code inside does not check out. Please compare with the licence.")
    return None
