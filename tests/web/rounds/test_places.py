"""Where an address is: near the centre of its postcode, never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.values import Refused
from possible_web.keeping import places
from possible_web.keeping.places import UnknownPostcode, spot_of, towns
from possible_web.keeping.plans import TRAVEL

ADDRESS = st.text(min_size=1, max_size=40).filter(str.strip)


def test_the_table_has_paris_and_the_towns_around_it():
    assert {f"750{number:02}" for number in range(1, 21)} <= set(towns())
    assert towns()["93100"].name == "Montreuil"
    assert len(towns()) == 47


@given(code=st.sampled_from(sorted(towns())), address=ADDRESS)
def test_an_address_is_always_at_the_same_place_near_its_centre(code, address):
    spot, centre = spot_of(code, address), towns()[code].centre
    assert (
        spot == spot_of(f" {code[:2]} {code[2:]} ", f"  {address.upper().lower()} ") or not address.isascii()
    )
    assert max(abs(spot.north - centre.north), abs(spot.east - centre.east)) <= places.SPREAD


def test_from_one_door_to_another_takes_time_in_the_same_postcode_too():
    one, other = (TRAVEL.point(spot_of("75011", f"{number} rue de Charonne")) for number in (1, 2))
    assert TRAVEL.seconds(one, other) > TRAVEL.parking


@pytest.mark.parametrize(
    ("code", "address", "why"),
    [
        ("99999", "1 rue X", "We do not know yet where the postcode 99999 is."),
        ("", "1 rue X", "Say the postcode"),
        ("75001", "  ", "Say at which address"),
        ("75001", "x" * 201, "too long"),
    ],
)
def test_what_is_no_address_here_is_said(code, address, why):
    with pytest.raises(Refused, match=why) as told:
        spot_of(code, address)
    assert isinstance(told.value, UnknownPostcode) == (code == "99999")


def test_another_table_can_be_given_and_one_that_is_none_is_said(tmp_path, settings_of):
    file = tmp_path / "places.csv"
    file.write_text("postcode,name,north,east\n10001,Midtown,40.750,-73.997\n", encoding="utf-8")
    with settings_of(PLACES=str(file)):
        assert list(towns()) == ["10001"]
    for text in ("postcode,name\n1,2\n", "postcode,name,north,east\n1,a,north,east\n", None):
        wrong = tmp_path / f"{hash(text)}.csv"
        if text is not None:
            wrong.write_text(text, encoding="utf-8")
        with settings_of(PLACES=str(wrong)), pytest.raises(Refused, match="no table of places"):
            towns()
