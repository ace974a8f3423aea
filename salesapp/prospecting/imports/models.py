"""Tables that are taken into a list: what was chosen, how far it is, and every row with its verdict and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import DERIVED, Base, UTCDateTime, moment
from salesapp.prospecting.imports import rules
from salesapp.prospecting.imports.rules import AT_WORK, STATUS_LABELS, STATUS_TONES, Outcome, Status
from salesapp.prospecting.imports.verdicts.rules import CHOICES, Verdict
from salesapp.prospecting.lists.models import ProspectList

#: Stands for the kind of somebody whom this person may not see.
MASKED = "masked"


class ProspectImport(Base):
    """A table on its way into a list.

    ``acting_id`` is whoever pressed last: the work goes on with their rights, in their name. ``columns`` has the field of
    each column, ``heads`` what each is called in the table; ``kept`` are cells whose offer was taken back, ``allowed`` cells
    whose question was answered with yes, each [row, column]. Whoever holds the lease works on it; ``attempts`` counts the
    holders, so that one who lost it cannot go on, ``attempts_before`` those of the work that is over.
    """

    __tablename__ = "prospect_import"
    __table_args__ = (
        Index("ix_prospect_import_line", "status", "id"),
        Index("ix_prospect_import_source", "source_key", "id"),
        Index("ix_prospect_import_list", "list_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("prospect_list.id"))
    name: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    acting_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), info=DERIVED)
    created_at: Mapped[moment]
    status: Mapped[str] = mapped_column(String(10), default=Status.DRAFT, info=DERIVED)
    path: Mapped[str] = mapped_column(String(40), info=DERIVED)  # below the folder of imports
    sheet: Mapped[int] = mapped_column(default=0, info=DERIVED)
    header_first: Mapped[int] = mapped_column(default=0, info=DERIVED)  # 0: the table has none
    header_last: Mapped[int] = mapped_column(default=0, info=DERIVED)
    columns: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, info=DERIVED)
    heads: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, info=DERIVED)
    units: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, info=DERIVED)
    source_key: Mapped[str] = mapped_column(String(32), default="", info=DERIVED)
    judged_on: Mapped[date | None] = mapped_column(info=DERIVED)
    kept: Mapped[list[Any]] = mapped_column(JSON, default=list, info=DERIVED)
    allowed: Mapped[list[Any]] = mapped_column(JSON, default=list, info=DERIVED)
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, info=DERIVED)
    done: Mapped[int] = mapped_column(default=0, info=DERIVED)
    total: Mapped[int] = mapped_column(default=0, info=DERIVED)
    attempts: Mapped[int] = mapped_column(default=0, info=DERIVED)
    attempts_before: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime, info=DERIVED)
    error: Mapped[str | None] = mapped_column(String(300), info=DERIVED)

    of_list: Mapped[ProspectList] = relationship()
    by: Mapped[User] = relationship(foreign_keys=by_id)

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return str(STATUS_LABELS[Status(self.status)])

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        return STATUS_TONES.get(self.status, "")

    @property
    def is_draft(self) -> bool:
        """Whether its columns are still to be chosen."""
        return self.status == Status.DRAFT

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has something to do."""
        return self.status in AT_WORK

    @property
    def can_be_called_off(self) -> bool:
        """Whether its work can be stopped on the way; an undo goes to its end."""
        return self.status != Status.UNDOING

    @property
    def is_judged(self) -> bool:
        """Whether it waits to be confirmed."""
        return self.status == Status.JUDGED

    @property
    def was_run(self) -> bool:
        """Whether it may have changed something that can be taken back."""
        return self.status in (Status.DONE, Status.CANCELLED, Status.FAILED) and self.finished_at is not None

    @property
    def mapping(self) -> dict[int, str]:
        """The field of each column."""
        return {int(column): field for column, field in self.columns.items()}

    def begin(self, status: Status, by: User, total: int) -> None:
        """Hand it to the workers, who act for this person."""
        self.status, self.acting_id = status, by.id
        self.done, self.total, self.lease_until = 0, total, None
        self.attempts_before = self.attempts

    def choose(self, columns: dict[int, str], heads: dict[int, str], units: dict[int, str]) -> None:
        """Remember which column is which field, in which unit."""
        rules.check_columns(columns)
        self.columns = {str(column): field for column, field in columns.items()}
        self.heads = {str(column): words for column, words in heads.items()}
        self.units = {str(column): unit for column, unit in units.items()}


class ImportRow(Base):
    """A row of the table with its verdict: its values as they would be stored, and what came of it.

    ``before`` has what the import changed elsewhere, so that it can be taken back.
    """

    __tablename__ = "prospect_import_row"
    __tracked__ = False  # as long as the table; what is added to customers is told of where it is added
    __table_args__ = (
        Index("uq_prospect_import_row_number", "import_id", "number", unique=True),
        Index("ix_prospect_import_row_verdict", "import_id", "verdict", "number"),
        Index("ix_prospect_import_row_outcome", "import_id", "outcome", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("prospect_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    line: Mapped[int | None]
    verdict: Mapped[str] = mapped_column(String(10))
    full_name: Mapped[str] = mapped_column(String(100), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    people: Mapped[list[Any]] = mapped_column(JSON, default=list)
    notes: Mapped[list[Any]] = mapped_column(JSON, default=list)
    hidden: Mapped[bool] = mapped_column(default=False)
    target_kind: Mapped[str | None] = mapped_column(String(10))
    target_id: Mapped[int | None]
    target_words: Mapped[str | None] = mapped_column(String(200))
    choice: Mapped[str | None] = mapped_column(String(10))
    outcome: Mapped[str | None] = mapped_column(String(10))
    prospect_id: Mapped[int | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @property
    def came_to(self) -> str:
        """What came of it, in a word."""
        return str(rules.OUTCOME_LABELS[Outcome(self.outcome)]) if self.outcome else ""

    @property
    def is_choosable(self) -> bool:
        """Whether there is something to choose for it."""
        return self.target_kind != MASKED and Verdict(self.verdict) in CHOICES
