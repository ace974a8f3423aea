"""The people of a row, as its list names them (F02)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import DERIVED, Base
from salesapp.prospecting.lists import rules


class ProspectPerson(Base):
    """Somebody of the company, as the list names them."""

    __tablename__ = "prospect_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    prospect_id: Mapped[int] = mapped_column(ForeignKey("prospect.id"), index=True)
    position: Mapped[int] = mapped_column(default=0, info=DERIVED)
    name: Mapped[str | None] = mapped_column(String(50))
    name_key: Mapped[str] = mapped_column(String(100), default="", info=DERIVED)
    title: Mapped[str | None] = mapped_column(String(60))
    mobile: Mapped[str | None] = mapped_column(String(20), index=True)
    landline: Mapped[str | None] = mapped_column(String(40))
    landline_key: Mapped[str | None] = mapped_column(String(20), index=True, info=DERIVED)
    email: Mapped[str | None] = mapped_column(String(200))
    mail_domain: Mapped[str | None] = mapped_column(String(200), index=True, info=DERIVED)
    wechat: Mapped[str | None] = mapped_column(String(40))

    def describe(self, person: Mapping[str, Any], position: int) -> None:
        """Take over what is known of them, with the keys that they are found by."""
        for name in ("name", "title", "mobile", "landline", "email", "wechat"):
            setattr(self, name, person.get(name))
        self.position = position
        for name, value in rules.person_keys(person).items():
            setattr(self, name, value)
