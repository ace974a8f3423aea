"""Lines matched across versions: by product, else by name and specification, each once."""

from salesapp.quotations.compare.rules import Change, compared


def words(name, price="1", *, product="", spec=""):
    return {"product_id": product, "name": name, "spec": spec, "price": price}


def test_a_product_is_the_same_whatever_it_is_called():
    found = compared([words("旧名", product="7")], [words("新名", product="7")])
    assert [one.change for one in found] == [Change.CHANGED]
    assert found[0].differs == {"name"}


def test_twice_the_same_line_is_matched_once_each():
    found = compared([words("件"), words("件")], [words("件"), words("件", "2"), words("件")])
    assert [one.change for one in found] == [Change.SAME, Change.CHANGED, Change.ADDED]


def test_what_is_left_out_comes_last_and_another_specification_is_another_line():
    found = compared([words("件", spec="大"), words("乙")], [words("件", spec="小"), words("乙")])
    assert [one.change for one in found] == [Change.ADDED, Change.SAME, Change.REMOVED]
