"""What a check of the installation may answer where nothing is wrong."""

from __future__ import annotations

NOT_YET = "not yet"
FINE = ("ok", NOT_YET)
