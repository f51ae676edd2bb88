"""A run keeps byte code, whatever its surroundings say: tests start Guanxi hundreds of times."""

import os
import sys


def keep_byte_code() -> None:
    """For this process and those that it starts: each would compile everything anew, which takes seconds."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
