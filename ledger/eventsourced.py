"""eventsourcing's application, wired with our recorder, mapper and keys."""

from collections.abc import Sequence
from typing import Any

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.utils import Environment, EnvType

from ledger.draft import Draft
from ledger.event_store import LedgerEventStore
from ledger.log_row import Row
from ledger.mapper import LedgerMapper
from ledger.privacy.sealer import Sealer
from ledger.recorder import LedgerRecorder


class LedgerApplication(Application[str]):
    """Everything is given; no variable of the environment can change how events are stored."""

    name = "guanxi"
    mapper: LedgerMapper
    recorder: LedgerRecorder

    def __init__(self, factory: InfrastructureFactory[Any], sealer: Sealer) -> None:
        self._given = (factory, sealer)
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        return Environment(name, env)

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        return self._given[0]

    def construct_mapper(self) -> LedgerMapper:
        return LedgerMapper(self._given[1])

    def construct_event_store(self) -> LedgerEventStore:
        return LedgerEventStore(self.mapper, self.recorder)

    def write(self, drafts: Sequence[Draft]) -> list[Row]:
        """Save these events, all or none, and say where they stand; IntegrityError when another writer was faster."""
        return [recording.notification for recording in self.save(*drafts) if isinstance(recording.notification, Row)]
