"""eventsourcing's application, wired with our recorder, mapper and keys."""

from typing import Any

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.utils import Environment, EnvType

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
