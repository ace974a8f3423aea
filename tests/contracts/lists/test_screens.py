"""The list of contracts: filters, search, pages, the workbook."""

import io
import re
from datetime import timedelta
from decimal import Decimal

from openpyxl import load_workbook

from salesapp.web import clock
from tests.contracts.factories import (
    NOW,
    make_contract,
    send,
    submit,
)


def test_the_list_is_filtered_searched_and_exported(cast, sign_in):
    first = make_contract(cast.lin)
    submit(make_contract(cast.lin))
    lin = sign_in("lin")
    assert "XS-HT-2026-0002" in lin.get("/contracts?view=approving").text
    assert "XS-HT-2026-0001" not in lin.get("/contracts?view=approving").text
    for word in ("0001", first.customer.full_name[:4]):
        page = lin.get("/contracts", query_string={"q": word}).text
        assert "XS-HT-2026-0001" in page
    assert "没有符合的合同" in lin.get("/contracts?q=不存在的公司").text
    assert lin.get("/contracts?view=nonsense&sort=nonsense&after=nonsense").status_code == 200
    book = load_workbook(io.BytesIO(lin.get("/contracts/export.xlsx?view=approving").data)).active
    assert [book.cell(2, 1).value, book.max_row] == ["XS-HT-2026-0002", 2]


def test_the_late_ones_are_found_by_one_link(cast, sign_in):
    send(make_contract(cast.lin), cast)
    xu = sign_in("xu")
    assert "XS-HT-2026-0001" not in xu.get(f"/contracts?late=1&owner={cast.lin.id}").text
    with clock.frozen(NOW + timedelta(days=4)):
        late = sign_in("xu").get(f"/contracts?late=1&owner={cast.lin.id}").text
    assert "XS-HT-2026-0001" in late and "逾期1个工作日" in late.replace(" ", "")


def test_pages_go_on_where_the_last_one_ended(cast, sign_in, monkeypatch):
    from salesapp.contracts.lists import queries as lists

    monkeypatch.setattr(lists, "PAGE", 2)
    for amount in ("50000", "70000", "60000"):
        make_contract(cast.lin, amount=Decimal(amount))
    lin = sign_in("lin")
    for sort in ("updated", "amount", "number"):
        first = lin.get(f"/contracts?sort={sort}").text
        after = re.search(r"after=([\w-]+)", first).group(1)
        second = lin.get(f"/contracts?sort={sort}&after={after}").text
        numbers = re.findall(r"XS-HT-2026-\d{4}", first) + re.findall(r"XS-HT-2026-\d{4}", second)
        assert sorted(numbers) == ["XS-HT-2026-0001", "XS-HT-2026-0002", "XS-HT-2026-0003"], sort
