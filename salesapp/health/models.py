"""Which data folder belongs to this database."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from salesapp.db import Base, short


class DataFolder(Base):
    """One row with the mark of the folder that holds the files which this database names."""

    __tablename__ = "data_folder"
    __tracked__ = False

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    mark: Mapped[short]
