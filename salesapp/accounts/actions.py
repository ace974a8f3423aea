"""What people do to their own account."""

from __future__ import annotations

from salesapp.accounts.models import User


def change_profile(
    user: User, *, locale: str | None, theme: str | None, email: str | None, phone: str | None
) -> User:
    """Keep a person's own choices: language, light or dark, address for mails, number in letters."""
    user.locale, user.theme, user.email, user.phone = locale, theme, email, phone
    return user
