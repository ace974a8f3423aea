"""A business licence (营业执照) as fields. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from salesapp.chinese import addresses, regions
from salesapp.customers.camera.amounts.rules import amount_of, day_of
from salesapp.customers.camera.credit import rules as credit
from salesapp.customers.camera.identity.rules import IDENTITY_NUMBER
from salesapp.customers.camera.layout.rules import Text, rows, tidy
from salesapp.customers.camera.licences.fields.rules import LABEL, TITLE, fields
from salesapp.customers.camera.rules import NAME_SURE, SURE, State, Value, in_chinese
from salesapp.reading.pictures.rules import Reading
from salesapp.words import gettext as _

WATERMARK = re.compile(
    r"仅供|再次复印|复印无效|备案|水印|与原件|市场主体应当|国家企业信用|公示系统|扫描|二维码|登录|年度报告|国家市场监督|^[（(]\s*副\s*本"
)
CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
FOREIGN = re.compile(r"美元|欧元|日元|港元|港币|英镑|USD|EUR|JPY|HKD|韩元")
OLD_NUMBER = re.compile(r"(?<!\d)\d{13}(?:\d{2})?(?!\d)")


@dataclass(slots=True)
class Licence:
    """What a licence says; ``title`` whether its words stand on it, ``labels`` how many of its fields were found."""

    title: bool = False
    labels: int = 0
    name: Value | None = None
    code: Value | None = None
    candidate: Value | None = None
    kind: Value | None = None
    person: Value | None = None
    capital: Value | None = None
    founded: Value | None = None
    address: Value | None = None
    region: Value | None = None
    parent: Value | None = None
    remarks: list[Value] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether the picture is a licence at all."""
        return (self.title and self.labels >= 1) or (self.labels >= 3 and bool(self.code or self.name))


def read(reading: Reading) -> Licence:
    """Read a licence."""
    licence = Licence()
    texts = [t for t in tidy(reading.lines) if not _watermark(t)]
    licence.title = any(TITLE.search(text.text) for text in texts)
    found = fields([text for text in texts if not TITLE.search(text.text) or LABEL.search(text.text)])
    licence.labels = len(found)
    _simple(licence, found)
    _address(licence, found.get("address"))
    _code(licence, texts, found)
    return licence


def _watermark(text: Text) -> bool:
    return bool(WATERMARK.search(text.text)) and not LABEL.match(text.text)


def _value(text: Text, sure: float = SURE) -> Value:
    return Value(text.text, text.text, State.SURE if text.confidence >= sure else State.MARKED, text.places)


def _simple(licence: Licence, found: dict[str, Text]) -> None:
    if name := found.get("name"):
        if re.search(r"[一-鿿]{2}", name.text) and not re.fullmatch(r"[＊*\s]+", name.text):
            licence.name = replace(_value(name, NAME_SURE), text=in_chinese(name.text))
            branch = re.match(r"^(.+?公司).+(?:分公司|分店|分厂|办事处)$", licence.name.text)
            if branch:
                licence.parent = replace(licence.name, text=branch[1], state=State.OFFERED)
        else:
            licence.notes.append(_("No name is registered on this licence. Please type one."))
    for key in ("kind", "person"):
        if key in found:
            setattr(licence, key, replace(_value(found[key]), text=in_chinese(found[key].text)))
    if "founded" in found and (day := day_of(found["founded"].text)):
        licence.founded = replace(_value(found["founded"]), text=day.isoformat())
    if "capital" in found:
        _capital(licence, found["capital"])


def _capital(licence: Licence, text: Text) -> None:
    value = _value(text)
    if FOREIGN.search(text.text):
        licence.remarks.append(replace(value, text=f"注册资本 {text.text}"))
        return
    amount, spelt = amount_of(text.text)
    if amount is not None:
        wan = (amount / 10000).normalize()
        state = State.OFFERED if spelt else value.state
        licence.capital = replace(value, text=f"{wan:f}", state=state)


def _address(licence: Licence, text: Text | None) -> None:
    if text is None:
        return
    licence.address = replace(_value(text), text=text.text.replace(" ", ""))
    found = addresses.region_in(licence.address.text)
    if found:
        licence.region = replace(
            licence.address, text=found.code, state=State.OFFERED if found.zone else licence.address.state
        )


# ------------------------------------------------------------------------------------------- the code


def _code(licence: Licence, texts: list[Text], found: dict[str, Text]) -> None:
    line = _line_of_code(texts, found)
    if line is None:
        old = found.get("number")
        if old is not None and (number := OLD_NUMBER.search(old.text.replace(" ", ""))):
            licence.notes.append(
                _("This is an old licence without a credit code. Its number goes into the remarks.")
            )
            licence.remarks.append(replace(_value(old), text=f"注册号 {number[0]}"))
        return
    judged = credit.judge(line.text, licence.region.text if licence.region else None)
    value = _value(line)
    if judged.code:
        state = State.OFFERED if judged.repaired or value.state is State.MARKED else State.SURE
        licence.code = replace(value, text=judged.code, state=state)
        if licence.region is None and (code := regions.of_credit_code(judged.code)):
            licence.region = replace(value, text=code, state=State.OFFERED)
        return
    licence.code = replace(value, text="", state=State.BLOCKED, problem=judged.problem)
    if judged.candidate:
        licence.candidate = replace(value, text=judged.candidate, state=State.OFFERED)


def _line_of_code(texts: list[Text], found: dict[str, Text]) -> Text | None:
    """Return the line that holds the code: beside its label, in a row of boxes, or eighteen signs by themselves."""
    candidates = [found["code"]] if "code" in found else []
    for row in rows(texts):
        plain = [replace(text, text=_signs(LABEL.sub(" ", text.text))) for text in row]
        plain = [text for text in plain if text.text]
        for begin in range(len(plain)):
            for end in range(len(plain), begin, -1):
                joined = plain[begin]
                for other in plain[begin + 1 : end]:
                    joined = joined.and_(other)
                candidates.append(joined)
    signs = [replace(text, text=_signs(text.text)) for text in candidates]
    whole = [
        text
        for text in signs
        if CODE.fullmatch(text.text) and not text.text.isalpha() and not IDENTITY_NUMBER.fullmatch(text.text)
    ]
    if whole:
        return min(whole, key=lambda text: not re.match(r"[159][1239]", text.text))
    labelled = [
        text
        for text in signs[: "code" in found]
        if 14 <= len(text.text) <= 22 and not OLD_NUMBER.fullmatch(text.text)
    ]
    lone = [text for text in signs if 16 <= len(text.text) <= 20 and re.match(r"9[123]\d{4}", text.text)]
    return next(iter(labelled or lone), None)


def _signs(text: str) -> str:
    plain = re.sub(r"[\s·.\-—:：]", "", text).upper()
    found = re.search(r"[0-9A-Z]{8,}", plain)
    return (
        found[0]
        if found and len(found[0]) >= 0.7 * len(plain)
        else plain
        if re.fullmatch(r"[0-9A-Z]{1,17}", plain)
        else ""
    )
