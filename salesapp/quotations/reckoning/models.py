"""The kind of column that quantities, prices and percentages are kept in."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import BigInteger
from sqlalchemy.types import TypeDecorator


class Scaled(TypeDecorator):
    """A number with a fixed count of places behind the point: ``Decimal`` in Python, a whole number in the database."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int):
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, dialect):
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("a number that is reckoned with is Decimal, never float")
        units = Decimal(value).scaleb(self.places)
        if units != units.to_integral_value():
            raise ValueError(f"at most {self.places} places: {value}")
        return int(units)

    def process_result_value(self, value, dialect):
        return None if value is None else Decimal(int(value)).scaleb(-self.places)
