"""The signature of a contract, its seal, and where the signed paper lies: a row each, with who noted it and when (F11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from salesapp.accounts.models import User
from salesapp.contracts.rules import SIGNED_OR_LATER, ContractRefused, Status, not_signed_yet
from salesapp.contracts.signing.rules import DELIVERY, Promised, renewed
from salesapp.db import Base, UTCDateTime
from salesapp.words import gettext as _

if TYPE_CHECKING:
    from salesapp.contracts.models import Contract
    from salesapp.contracts.payments.models import PaymentNode

SEALING = ("seal_kind", "seal_copies", "sealed_by", "sealed_on")
ARCHIVE = ("archive_no", "archived_by", "archived_on")


class Noted:
    """One row of a contract at most; who noted it and when is unknown only where the trail of old rows did not say."""

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ContractSignature(Noted, Base):
    """Both sides signed; the conditions of the approval, if there were any, are met."""

    __tablename__ = "contract_signature"

    signed_on: Mapped[date]
    conditions_met: Mapped[bool] = mapped_column(default=False)
    #: The delivery that was approved, where it was past at the signing and a new date was given.
    delivery_approved_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="signature")
    by: Mapped[User | None] = relationship()


class ContractSealing(Noted, Base):
    """The seal was set: which one, on how many copies, by whom (F11 用印)."""

    __tablename__ = "contract_sealing"

    seal_kind: Mapped[str | None] = mapped_column(String(20))
    seal_copies: Mapped[int | None]
    sealed_by: Mapped[str | None] = mapped_column(String(50))
    sealed_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="sealing")
    by: Mapped[User | None] = relationship()


class ContractArchiving(Noted, Base):
    """The signed paper was filed: under which number, by whom (F11 归档)."""

    __tablename__ = "contract_archiving"

    archive_no: Mapped[str | None] = mapped_column(String(40))
    archived_by: Mapped[str | None] = mapped_column(String(50))
    archived_on: Mapped[date | None]

    contract: Mapped[Contract] = relationship(back_populates="archiving")
    by: Mapped[User | None] = relationship()


class Signed:
    """The part of a contract that is its signature, its seal and its place in the archive."""

    if TYPE_CHECKING:
        status: Mapped[str]
        updated_at: Mapped[datetime]
        delivery_on: Mapped[date | None]
        payment_nodes: Mapped[list[PaymentNode]]

    @declared_attr
    def signature(cls) -> Mapped[ContractSignature | None]:
        return relationship(ContractSignature, back_populates="contract", uselist=False, cascade="all")

    @declared_attr
    def sealing(cls) -> Mapped[ContractSealing | None]:
        return relationship(ContractSealing, back_populates="contract", uselist=False, cascade="all")

    @declared_attr
    def archiving(cls) -> Mapped[ContractArchiving | None]:
        return relationship(ContractArchiving, back_populates="contract", uselist=False, cascade="all")

    @property
    def signed_on(self) -> date | None:
        """The day of the signature."""
        return self.signature.signed_on if self.signature else None

    @property
    def promised_dates(self) -> list[Promised]:
        """The dates that it promises: the delivery, then each payment."""
        delivery = [Promised(DELIVERY, _("Delivery date"), self.delivery_on)] if self.delivery_on else []
        nodes = [
            Promised(f"node_{node.seq}", f"{node.seq}. {node.kind_label}", node.planned_on)
            for node in self.payment_nodes
            if node.planned_on
        ]
        return delivery + nodes

    @property
    def delivery_approved_on(self) -> date | None:
        """The delivery that was approved, where the signing changed it."""
        return self.signature.delivery_approved_on if self.signature else None

    def seal_facts(self) -> dict[str, Any]:
        """Return what is known about seal and archive, by the keys of F11."""
        return {name: getattr(self.sealing, name, None) for name in SEALING} | {
            name: getattr(self.archiving, name, None) for name in ARCHIVE
        }

    def renewed(self, values: Mapping[str, Any]) -> dict[str, date]:
        """Return the new day of each promised date that is past at the signing, or refuse what is missing or past again."""
        signed_on = values["signed_on"]
        return {} if signed_on is None else renewed(self.promised_dates, values, signed_on=signed_on)

    def note_signature(self, values: Mapping[str, Any], *, by: User, at: datetime) -> None:
        """Keep the signature and the seal, once they are checked."""
        self.status, self.updated_at = Status.SIGNED, at
        self.signature = ContractSignature(
            signed_on=values["signed_on"], conditions_met=bool(values.get("conditions_met")), by=by, at=at
        )
        self.sealing = ContractSealing(**{name: values.get(name) for name in SEALING}, by=by, at=at)
        new = self.renewed(values)
        if DELIVERY in new:
            self.signature.delivery_approved_on, self.delivery_on = self.delivery_on, new[DELIVERY]
        for node in self.payment_nodes:
            if f"node_{node.seq}" in new:
                node.redate(new[f"node_{node.seq}"])

    def count_from(self, day: date) -> None:
        """Let the plan count from a day of the books on, where that of the signature is closed."""
        if self.signed_on is not None and day > self.signed_on:
            for node in self.payment_nodes:
                node.since = day

    def archive(self, values: Mapping[str, Any], *, by: User, at: datetime) -> None:
        """Note where the signed paper is kept, or that it moved (F11 归档)."""
        if Status(self.status) not in SIGNED_OR_LATER:
            raise ContractRefused(not_signed_yet(), field="archive_no")
        if self.archiving is None:
            self.archiving = ContractArchiving()
        for name in ARCHIVE:
            setattr(self.archiving, name, values.get(name))
        self.archiving.by, self.archiving.at = by, at
        self.updated_at = at
        flag_modified(self, "updated_at")  # a new version of the contract, even within the same second
