"""One filled sheet of every form, with the masked names of the guide."""

from tests.documents.examples.f01 import F01
from tests.documents.examples.f02 import F02
from tests.documents.examples.f03 import F03
from tests.documents.examples.f04 import F04
from tests.documents.examples.f05 import F05
from tests.documents.examples.f06 import F06
from tests.documents.examples.f07 import F07
from tests.documents.examples.f08 import F08
from tests.documents.examples.f09 import F09
from tests.documents.examples.f10 import F10
from tests.documents.examples.f11 import F11
from tests.documents.examples.f12 import F12
from tests.documents.examples.f13 import F13
from tests.documents.examples.f14 import F14
from tests.documents.examples.f24 import F24

EXAMPLES = {
    "F01": F01, "F02": F02, "F03": F03, "F04": F04, "F05": F05, "F06": F06, "F07": F07, "F08": F08,
    "F09": F09, "F10": F10, "F11": F11, "F12": F12, "F13": F13, "F14": F14,
    "F24": F24,
}  # fmt: skip
