"""Fields of telephone numbers: they say how a number was read, and offer it without what is not dialled."""

from __future__ import annotations

from typing import Any

from wtforms import StringField

from salesapp.chinese import phones
from salesapp.chinese.phone_labels import bare
from salesapp.chinese.phones import PhoneRefused
from salesapp.chinese.texts import enumerated
from salesapp.words import gettext as _


class Telephone(StringField):
    """A number, or several parted by a stroke; whoever owns the form checks it."""

    reads_as = "telephone"
    render_kw: Any

    def numbers(self) -> list[phones.Phone]:
        """Return the numbers that were read, none where they cannot be read yet."""
        try:
            return phones.read_several(self.data[:100]) if self.data else []
        except PhoneRefused:
            return []

    @property
    def offer(self) -> str:
        """The numbers as they are shown, where labels or remarks stand around them."""
        said = bare(self.data or "")
        return "/".join(phones.shown(one.stored) for one in self.numbers()) if said.left_out else ""

    @property
    def same_wechat(self) -> str:
        """The mobile number that is said to be the 微信号 too."""
        numbers = self.numbers() if bare(self.data or "").wechat else []
        return next((one.key.removeprefix("86") for one in numbers if one.kind == "mobile"), "")

    @property
    def reading(self) -> str:
        """What was read, where it is not plain from what stands there."""
        found = [phones.shown(one.stored) for one in self.numbers()]
        typed = (self.data or "").replace(" ", "")
        if not found or typed in (
            "/".join(found).replace(" ", ""),
            "/".join(one.stored for one in self.numbers()),
        ):
            return ""
        left_out = enumerated(bare(self.data or "").left_out)
        words = "= " + "/".join(found)
        return _("%(words)s, without “%(left_out)s”", words=words, left_out=left_out) if left_out else words
