"""What the files of customers tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers import access
from salesapp.customers.files import routes
from salesapp.rights.rules import BUSINESS, SELLING

RIGHTS = {
    "customer_files.index": BUSINESS,
    "customer_files.create": SELLING,
    "customer_files.create_removal": SELLING,
}

CAPABILITY = Capability(
    name="customer_files.index",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    takes_files=frozenset({"customer_files.create"}),
    attachments={"customer": access.sees},
)
