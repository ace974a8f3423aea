"""What quotations tell the house (F09)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.quotations.products.capability import CAPABILITY as PRODUCTS

CAPABILITY = Capability(name="quotations", nouns=(PRODUCTS,))
