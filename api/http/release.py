"""Which Guanxi this is."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def release() -> str:
    """The installed version; "0" where it runs from a folder that was never installed."""
    try:
        return version("guanxi-ledger")
    except PackageNotFoundError:
        return "0"
