"""The clocks in the address of a page: kept from link to link, and shown in the form."""

from dataclasses import dataclass
from urllib.parse import urlencode

from projections.clocks import Clocks


@dataclass(frozen=True, kw_only=True)
class ClockForm:
    """As typed by the reader; None = the default."""

    as_of: str | None = None
    known_at: str | None = None
    policy: str | None = None

    def parameters(self) -> dict[str, str]:
        """Those that were given."""
        given = {"as_of": self.as_of, "known_at": self.known_at, "policy": self.policy}
        return {name: value for name, value in given.items() if value}

    def link(self, path: str, **more: str | int | None) -> str:
        """The address with the clocks and further parameters; None and "" are left out."""
        kept = self.parameters() | {name: str(value) for name, value in more.items() if value not in (None, "")}
        return f"{path}?{urlencode(kept)}" if kept else path


def told(clocks: Clocks, form: ClockForm) -> str:
    """One line that says at which clocks a page answers."""
    as_of = clocks.as_of_text()[:10] if form.as_of is None or len(form.as_of) == 10 else clocks.as_of_text()
    known = clocks.known_at_text()
    then = "" if known is None else f", known at {known[:16].replace('T', ' ')} UTC"
    return f"as of {as_of}{then}"
