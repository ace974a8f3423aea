"""What the registration sheet shows of photos: each proposed value beside its piece of the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesapp.chinese import regions
from salesapp.chinese.person_names import HAN
from salesapp.customers.camera import actions
from salesapp.customers.camera.actions import Photo
from salesapp.customers.camera.cards.rules import Card
from salesapp.customers.camera.licences import rules as licences
from salesapp.customers.camera.licences.rules import Licence
from salesapp.customers.camera.rules import SHOWN_LABELS, Shown, State, Value
from salesapp.customers.camera.sides.rules import people_of
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.duplicates.rules import Asked, Match
from salesapp.documents.forms.registry import label
from salesapp.web import addresses
from salesapp.words import gettext as _

REMARKS = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value for one field, and the piece of the picture that it was read from."""

    field: str
    label: str
    value: str
    words: str  # as people read it
    says: str  # what to look at, in a sentence; nothing where it is sure
    tone: str  # ok, warn, error
    read: str  # as the picture has it, where that differs
    piece: str  # address of the piece
    takeable: bool
    with_all: bool
    added: bool = False  # to what stands in the field


@dataclass(frozen=True, slots=True)
class Camera:
    """The part of the sheet about photos."""

    why_not: str = ""
    refusal: str = ""
    photos: Sequence[dict[str, Any]] = ()
    proposals: Sequence[Proposal] = ()
    notes: Sequence[str] = ()
    matches: Sequence[Match] = ()
    kept: bool = False
    full: bool = False
    folded: bool = False  # what was read was gone through: the sheet itself is looked at

    @property
    def for_all(self) -> bool:
        """Whether several values can be taken over with one press."""
        return sum(proposal.with_all for proposal in self.proposals) > 1


@dataclass(slots=True)
class _Sheet:
    photos: list[Photo]
    found: dict[str, Proposal] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def put(
        self,
        name: str,
        value: Value | None,
        *,
        words: str = "",
        named: str = "",
        says: str = "",
        only: bool = False,
    ) -> None:
        """Propose a value for a field that nothing is proposed for yet."""
        if value is None or name in self.found or not (value.text or value.problem):
            return
        title = named or str(label("F01." + name.replace("contacts-0-", "contact.").split("|")[0]))
        self.found[name] = Proposal(
            field=name.split("|")[0], label=title, value=value.text, words=words or value.text, says=says or _said(value),
            tone={State.SURE: "ok", State.BLOCKED: "error"}.get(value.state, "warn"),
            read=value.read if value.read and _plain(value.read) != _plain(value.text) and not words else "",
            piece=self.piece(value), takeable=value.takeable,
            with_all=value.takeable and value.state in (State.SURE, State.OFFERED) and not only,
        )  # fmt: skip

    def piece(self, value: Value) -> str:
        """Return the address of the piece of a picture that a value was read from."""
        photo = self.photos[value.side]
        lines = "-".join(map(str, value.places[:6])) or ("code" if photo.reading.codes else "")
        return addresses.address("customer_photos.show", token=photo.token, piece=lines) if lines else ""


def camera(
    tokens: list[str], user: Any, *, refusal: str = "", kept: bool = False, folded: bool = False
) -> Camera:
    """Return the part of the sheet about somebody's photos."""
    photos = actions.find_all(tokens, user.id)
    sheet, notes = _Sheet(photos), []
    for n, photo in enumerate(photos):
        if photo.shown is Shown.LICENCE:
            licence = licences.read(photo.reading)
            _licence(sheet, licence, n)
            notes += licence.notes
    cards = [n for n, photo in enumerate(photos) if photo.shown is Shown.CARD]
    people = people_of([photos[n].reading for n in cards])
    for nth, card in enumerate(people):
        _card(sheet, card, nth, cards)
    if cards and not sheet.found:
        notes.append(
            _(
                "Only a code was found that says nothing of the card; it is never opened. The picture can be kept."
            )
        )
    _remarks(sheet)
    return Camera(
        why_not=actions.why_not(),
        refusal=refusal,
        photos=[
            {
                "token": p.token,
                "shown": SHOWN_LABELS[p.shown],
                "url": addresses.address("customer_photos.show", token=p.token),
            }
            for p in photos
        ],
        proposals=list(sheet.found.values()),
        notes=notes,
        matches=duplicates.find(_asked(sheet), user) if sheet.found else [],
        kept=kept,
        full=len(photos) >= actions.MOST_PHOTOS,
        folded=folded,
    )


def _licence(sheet: _Sheet, licence: Licence, side: int) -> None:
    def of(value: Value | None) -> Value | None:
        return value.on(side) if value else None

    sheet.put("full_name", of(licence.name))
    sheet.put("credit_code", of(licence.code))
    if licence.candidate is not None:
        sheet.put("credit_code|meant", of(licence.candidate), named=_("Probably meant"), only=True,
                  says=_("Compare every sign with the picture before you take it."))  # fmt: skip
    sheet.put("address", of(licence.address))
    if licence.region is not None:
        sheet.put("region", of(licence.region), words=regions.words(licence.region.text))
    sheet.put("founded_on", of(licence.founded))
    sheet.put("registered_capital", of(licence.capital))
    told = (("法定代表人", licence.person), ("类型", licence.kind), ("上级", licence.parent))
    sheet.remarks += [f"{name} {value.text}" for name, value in told if value]
    sheet.remarks += [value.text for value in licence.remarks]


def _card(sheet: _Sheet, card: Card, nth: int, sides: list[int]) -> None:
    def of(value: Value | None) -> Value | None:
        return value.on(sides[value.side]) if value else None

    def first(values: list[Value]) -> Value | None:
        return of(values[0]) if values else None

    if nth == 0:
        latin = card.company is not None and not HAN.search(card.company.text)
        sheet.put(
            "full_name", of(card.company), says=_("Please ask for the Chinese name too.") if latin else ""
        )
        sheet.put("address", first(card.addresses) or of(card.latin_address))
        if card.region is not None:
            sheet.put("region", of(card.region), words=regions.words(card.region.text))
        sheet.put("postcode", of(card.postcode))
        sheet.put("phone", first(card.services))
        sheet.put("website", first(card.webs))
    _person(sheet, card, nth, of)
    told = [
        ("上级集团", card.group),
        ("英文名", card.latin_name),
        ("公司英文名", card.latin_company),
        ("QQ", card.qq),
    ]
    told += [("传真", value) for value in card.faxes] + [("另一手机", value) for value in card.mobiles[1:]]
    told += [("另一邮箱", value) for value in card.mails[1:]]
    shown = {proposal.value for proposal in sheet.found.values()}
    sheet.remarks += [
        f"{name} {value.text}" for name, value in told if value and value.text and value.text not in shown
    ]
    sheet.remarks += [value.text for value in card.remarks]


def _person(sheet: _Sheet, card: Card, nth: int, of: Any) -> None:
    landlines = [value for value in card.landlines if value.text][:2]
    landline = landlines[0] if landlines else card.landlines[0] if card.landlines else None
    if len(landlines) > 1 and landline:
        landline = Value(
            "/".join(v.text for v in landlines), "", landline.state, landline.places, side=landline.side
        )
    fields = {
        "name": card.name, "title": card.title, "department": card.department, "landline": landline, "wechat": card.wechat,
        "mobile": card.mobiles[0] if card.mobiles else None, "email": card.mails[0] if card.mails else None,
    }  # fmt: skip
    for key in ("name", "title", "department", "mobile", "landline", "email", "wechat"):
        title = str(label(f"F01.contact.{key}"))
        sheet.put(f"contacts-{nth}-{key}", of(fields[key]), named=title if nth == 0 else f"{title} {nth + 1}")


def _remarks(sheet: _Sheet) -> None:
    if sheet.remarks:
        words = "；".join(dict.fromkeys(sheet.remarks))[:REMARKS]
        sheet.found["remarks"] = Proposal(
            "remarks", str(label("F01.remarks")), words, words, "", "ok", "", "", True, True, added=True
        )  # fmt: skip


def _said(value: Value) -> str:
    if value.problem:
        return value.problem
    return {
        State.OFFERED: _("Completed or repaired: please compare."),
        State.MARKED: _("Hard to read: please compare."),
    }.get(value.state, "")


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _asked(sheet: _Sheet) -> Asked:
    """Return what is compared with the customers that are there, before anybody confirms."""
    values = {p.field: p.value for p in sheet.found.values() if p.takeable}
    return Asked(
        full_name=values.get("full_name", "")[:100],
        credit_code=values.get("credit_code"),
        mobiles=tuple(_numbers(values, "mobile")),
        landlines=tuple(_numbers(values, "landline")),
        addresses=tuple(_numbers(values, "email")),
    )


def _numbers(values: dict[str, str], key: str) -> Iterator[str]:
    for name, value in values.items():
        if name.endswith(f"-{key}"):
            yield f"+86{value}" if key == "mobile" and not value.startswith("+") else value
