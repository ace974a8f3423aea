"""What visits ask of whoever goes: to agree on a time, to prepare, to go and write down what was said. Pure."""

from __future__ import annotations

BOOKING, PREPARATION, RECORD = "visit_booking", "visit_preparation", "visit_record"
