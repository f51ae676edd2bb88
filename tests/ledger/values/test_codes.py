"""Codes: one normal form, nothing that breaks an address, a clear word about what is wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.codes import read_contact, read_customer, read_id
from ledger.errors import Invalid


@pytest.mark.parametrize("code", ["C-1042", "a", "x" * 128, "北京-1", "Müller & Co", "15031", "a.b_c~d"])
def test_a_good_code_is_taken_as_it_is(code: str) -> None:
    assert read_customer(code) == read_contact(code, pointer="") == read_id(code, pointer="") == code


def test_codes_are_kept_in_nfc() -> None:
    assert read_customer("Mu\u0308ller") == "M\u00fcller"
    assert read_id("e\u0301" * 128, pointer="") == "\u00e9" * 128


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "empty"),
        ("x" * 129, "129 characters"),
        (" C1", "space at an end"),
        ("C1 ", "space at an end"),
        ("C1\u3000", "space at an end"),
        ("C\t1", "U\\+0009"),
        ("C1\n", "space at an end"),
        ("C\u00001", "U\\+0000"),
        ("C\u200b1", "U\\+200B"),
        ("C\ud8001", "U\\+D800"),
        (42, "must be text"),
        (None, "must be text"),
    ],
)
def test_a_bad_code_is_refused_everywhere(code: object, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read_id(code, pointer="/external_id")
    with pytest.raises(Invalid, match=why):
        read_customer(code)


@pytest.mark.parametrize("sign", list("/\\?#%"))
def test_signs_with_a_meaning_in_addresses_stand_only_in_ids_that_stand_in_none(sign: str) -> None:
    code = f"SO{sign}88"
    assert read_id(code, pointer="") == code
    for read in (read_contact, read_customer):
        with pytest.raises(Invalid, match="may not stand"):
            read(code, pointer="")


@pytest.mark.parametrize("code", ["$ledger", "-rf"])
def test_a_customer_begins_with_neither_dollar_nor_dash(code: str) -> None:
    assert read_contact(code, pointer="") == code
    with pytest.raises(Invalid, match="may not begin") as refused:
        read_customer(code)
    assert refused.value.problems[0].pointer == "/customer"


@given(st.text(max_size=140))
def test_every_code_is_refused_or_normal_and_reading_twice_changes_nothing(text: str) -> None:
    try:
        code = read_id(text, pointer="")
    except Invalid:
        return
    assert code == unicodedata.normalize("NFC", text)
    assert 1 <= len(code) <= 128
    assert code.isprintable()
    assert code == code.strip()
    assert read_id(code, pointer="") == code
