"""Text that other people wrote, made safe for one line of a terminal."""

import unicodedata

# A name may not move the cursor, hide text or turn the reading direction: these categories become a visible mark.
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SPACES = {"\n", "\r", "\t", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
_JOINERS = {"\u200c", "\u200d"}  # needed to write Persian and several Indian scripts


def one_line(text: str) -> str:
    """`text` without line breaks and control characters; what was removed leaves a space or the mark U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in _SPACES:
        return " "
    if char not in _JOINERS and unicodedata.category(char) in _UNSAFE:
        return "\ufffd"
    return char
