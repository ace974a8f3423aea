"""What prospecting tells the house: whom we look for, and the lists of who they might be (R10–R14)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.prospecting.conversion.capability import CAPABILITY as CONVERSION
from salesapp.prospecting.imports.capability import CAPABILITY as IMPORTS
from salesapp.prospecting.linking.capability import CAPABILITY as LINKING
from salesapp.prospecting.lists.capability import CAPABILITY as LISTS
from salesapp.prospecting.personas.capability import CAPABILITY as PERSONAS
from salesapp.prospecting.work.capability import CAPABILITY as WORK

CAPABILITY = Capability(name="prospecting", nouns=(PERSONAS, LISTS, CONVERSION, LINKING, IMPORTS, WORK))
