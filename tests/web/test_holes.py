"""What is drawn once is filled in as if it had been drawn with its values: escaped, wherever they stand, how often they do."""

from markupsafe import Markup

from salesapp.web.holes import Holes, filled, split


def test_each_value_stands_wherever_its_hole_is_and_is_escaped():
    hole = Holes()
    drawn = Markup('<i id="%s">%s</i><b>%s</b>') % (hole["id"], hole["name"], hole["id"])
    assert filled(drawn, {"id": 7}, name="<轴承>") == '<i id="7">&lt;轴承&gt;</i><b>7</b>'
    assert filled(drawn, {"id": Markup("<u>1</u>")}) == '<i id="<u>1</u>"></i><b><u>1</u></b>'


def test_what_has_no_hole_stays_as_it_is():
    assert split("<p>无</p>") == ("<p>无</p>",) and filled("<p>无</p>", {"name": "x"}) == "<p>无</p>"
