"""What the library tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.playbook.library import queries, routes
from salesapp.playbook.library.rules import KIND_NAMES
from salesapp.rights.rules import BUSINESS, KEEPER, RULERS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.hits import Search
from salesapp.web.menu import Place
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="library.index",
    blueprints=(routes.bp,),
    rights={
        "library.index": BUSINESS | KEEPER,
        "library.show": BUSINESS | KEEPER,
        "library.new": RULERS,
        "library.create": RULERS,
        "library.edit": RULERS,
        "library.update": RULERS,
    },
    takes_files=frozenset({"library.create", "library.update"}),
    attachments={queries.FILES_OF: lambda _version_id, _user: True},
    menu=(Place(48, "library", _l("Library"), "library.index", "g i", icon="books", shelf=True),),
    opens={"library_item": ("library.show", "library_item_id")},
    searches=(Search("library_item", _l("Library"), queries.hits),),
    trail=Vocabulary(
        records={
            "library_item": lazy_pgettext("trail", "piece of the library"),
            "library_tag": lazy_pgettext("trail", "tag of the library"),
            "library_version": lazy_pgettext("trail", "version in the library"),
        },
        fields={
            "figure": lazy_pgettext("trail", "what it proves"),
            "expires_on": lazy_pgettext("trail", "offered until"),
            "item_id": lazy_pgettext("trail", "piece of the library"),
            "library_item.no": lazy_pgettext("trail", "version in force"),
            "library_version.no": lazy_pgettext("trail", "version"),
            "library_version.why": lazy_pgettext("trail", "what is new"),
        },
        codes={"library_item.kind": KIND_NAMES},
    ),
)
