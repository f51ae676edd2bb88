"""The codes by which customers, contacts, orders and everything else are named."""

import re
import unicodedata

from ledger.errors import Invalid

LONGEST = 128
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"  # stands in no code and no id, and so joins two without doubt
_PLAIN = re.compile(r"[!-~](?:[ -~]{0,126}[!-~])?")
_NOT_IN_ADDRESSES = re.compile(r"[/\\?#%]")


def read_id(value: object, *, pointer: str) -> str:
    """The NFC form of an id: 1 to 128 printable characters, no space at the ends; else Invalid.

    For source, external_id, order_id, complaint_id, product and every other id that does not stand in an address.
    """
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    return _read_unusual(value, pointer)


def read_contact(value: object, *, pointer: str) -> str:
    """An id that may stand in an address: none of / \\ ? # %."""
    code = read_id(value, pointer=pointer)
    bad = _NOT_IN_ADDRESSES.search(code)
    if bad is not None:
        raise Invalid(
            f'"{bad[0]}" may not stand in this code', "leave out / \\ ? # and %: the code stands in addresses", pointer
        )
    return code


def read_customer(value: object, *, pointer: str = "/customer") -> str:
    """A customer code: as a contact's, and it begins with neither $ nor -."""
    code = read_contact(value, pointer=pointer)
    if code[0] in "$-":
        raise Invalid(
            f'a customer code may not begin with "{code[0]}"',
            "begin it with a letter or digit; $ is kept for the ledger's own stream",
            pointer,
        )
    return code


def _read_unusual(value: object, pointer: str) -> str:
    """The slow way, for codes beyond ASCII and for saying what is wrong."""
    if not isinstance(value, str):
        raise Invalid("a code must be text", 'write it in quotes, such as "C-1042"', pointer)
    code = unicodedata.normalize("NFC", value)
    if not code:
        raise Invalid("this code is empty", f"write 1 to {LONGEST} characters", pointer)
    if len(code) > LONGEST:
        raise Invalid(f"this code has {len(code)} characters", f"write at most {LONGEST}", pointer)
    if code[0].isspace() or code[-1].isspace():
        raise Invalid("this code has a space at an end", "trim it", pointer)
    odd = next((c for c in code if not c.isprintable()), None)
    if odd is not None:
        raise Invalid(f"the character U+{ord(odd):04X} in this code cannot be printed", "leave it out", pointer)
    return code
