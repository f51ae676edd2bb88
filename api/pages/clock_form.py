"""The clocks and the language in the address of a page: kept from link to link, and shown in the form."""

from dataclasses import dataclass
from urllib.parse import urlencode

from api.citing import cited
from api.dates import asked, minute
from projections.clocks import Clocks
from projections.words import Language, Words

AS_OF = Words(en="as of {as_of}", zh="截至 {as_of}")
KNOWN_AT = Words(en=", known at {known_at}", zh="，当时所知截至 {known_at}")
JUDGED_BY = Words(en=", by policy {policy}", zh="，按政策版本 {policy}")


@dataclass(frozen=True, kw_only=True)
class ClockForm:
    """As typed by the reader; None = the default."""

    as_of: str | None = None
    known_at: str | None = None
    policy: str | None = None
    lang: str | None = None

    @property
    def language(self) -> Language:
        """In which labels and the sentences of signals are written."""
        return "zh" if self.lang == "zh" else "en"

    def parameters(self) -> dict[str, str]:
        """Those that were given."""
        given = {"as_of": self.as_of, "known_at": self.known_at, "policy": self.policy, "lang": self.lang}
        return {name: value for name, value in given.items() if value}

    def link(self, path: str, **more: str | int | None) -> str:
        """The address with the clocks and further parameters; None and "" are left out."""
        kept = self.parameters() | {name: str(value) for name, value in more.items() if value not in (None, "")}
        return f"{path}?{urlencode(kept)}" if kept else path

    def customer(self, code: str) -> str:
        """The address of a customer's page with the clocks; a code may stand in an address as it is."""
        return self.link(f"/customers/{code}")


def told(clocks: Clocks, language: Language) -> str:
    """One line that says at which clocks a page answers."""
    rules, zone, known = clocks.rules, clocks.policy.zone, clocks.known_at_text()
    said = AS_OF + JUDGED_BY if known is None else AS_OF + KNOWN_AT + JUDGED_BY
    parts = {
        "as_of": asked(clocks.as_of_text(), zone),
        "known_at": known and minute(known, zone),
        "policy": cited(rules.version, rules.hashes()),
    }
    return said.said(parts, language)
