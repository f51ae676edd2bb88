"""The lines above every table: what it is, and the three clocks it answers for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from api.citing import DIGITS
from api.cli.tables.paragraph import Paragraph
from api.dates import asked, local, minute


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The clocks of an answer, as its document repeats them, and the zone in which its dates are read."""

    as_of: str
    known_at: str | None
    position: int
    policy: Mapping[str, Any]
    zone: ZoneInfo

    def day(self) -> date:
        """The date of `as_of` in the ledger's zone."""
        return local(self.as_of, self.zone).date()

    def sentence(self) -> str:
        """ "as of 2026-10-31 · known at 2026-10-29 08:15 UTC · policy 1"."""
        known = minute(self.known_at, self.zone) if self.known_at else "nothing recorded yet"
        return f"as of {asked(self.as_of, self.zone)} · known at {known} · {self._rules()}"

    def _rules(self) -> str:
        version = self.policy["version"]
        return f"policy {version}" if version is not None else f"policy sha256:{self.policy['sha256'][:DIGITS]}"


def asked_of(document: Mapping[str, Any], zone: ZoneInfo) -> Asked:
    """The clocks out of a list document or a standing."""
    clocks = {key: document[key] for key in ("as_of", "known_at", "position", "policy")}
    return Asked(zone=zone, **clocks)


def heading(title: str, detail: str, clocks: Asked) -> tuple[Paragraph, Paragraph]:
    """Title and clocks, one line each."""
    return (
        Paragraph((title, "bold"), (f"  {detail}", "") if detail else "", indent=0),
        Paragraph((clocks.sentence(), "dim"), indent=0),
    )
