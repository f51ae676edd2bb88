"""Recording many interactions while the write lock is held."""

import gc
from collections.abc import Callable, Sequence

from ledger.errors import GuanxiError, Invalid, Unavailable
from ledger.event_id import EventIds
from ledger.log_row import Placement
from ledger.mapper import LedgerMapper
from ledger.prepared import Prepared, Wanted, prepare
from ledger.receipt import Receipt
from ledger.remembered import Remembered
from ledger.run import Pending, Run
from ledger.stamp import Stamp
from ledger.writing import Writing

Outcome = Receipt | GuanxiError


class Recording:
    """Records chunk by chunk into one open write; nobody else can record in between."""

    def __init__(
        self,
        writing: Writing,
        *,
        mapper: LedgerMapper,
        clock: Callable[[], int],
        random: Callable[[int], bytes],
        remembered: Remembered,
    ) -> None:
        self.writing, self._remembered = writing, remembered
        self._mapper, self._clock, self._random = mapper, clock, random

    def record(
        self, interactions: Sequence[Wanted], stamp: Stamp, *, restoring: bool = False, by_hand: bool = False
    ) -> list[Outcome]:
        """Decide each on its own, in order, and append what was decided: a receipt or a refusal for each.

        restoring, by_hand: as for a run.
        """
        was_running = gc.isenabled()
        # What a chunk makes dies by reference count; the collector would walk it again and again, a sixth of the time.
        gc.disable()
        try:
            return self._record(interactions, stamp, restoring, by_hand)
        finally:
            if was_running:
                gc.enable()

    def _record(self, interactions: Sequence[Wanted], stamp: Stamp, restoring: bool, by_hand: bool) -> list[Outcome]:
        now = self._clock()
        new_id = EventIds(now, self._random, expected=len(interactions))
        wanted = [_prepared(one) for one in interactions]
        run = Run(
            self.writing,
            [one for one in wanted if isinstance(one, Prepared)],
            stamp=stamp,
            mapper=self._mapper,
            new_id=new_id,
            remembered=self._remembered,
            restoring=restoring,
            by_hand=by_hand,
        )
        answers = [_decided(run, one) if isinstance(one, Prepared) else one for one in wanted]
        self._mapper.make_keys(run.drafts)
        placement = self.writing.append([self._mapper.entry(draft) for draft in run.drafts], now)
        run.remember(self.writing.last())
        return [_receipt(answer, placement) if isinstance(answer, Pending) else answer for answer in answers]


def _prepared(wanted: Wanted) -> Prepared | Invalid:
    try:
        return prepare(wanted)
    except Invalid as refused:
        return refused.with_traceback(None)


def _decided(run: Run, wanted: Prepared) -> Receipt | Pending | GuanxiError:
    try:
        return run.decide(wanted)
    except Unavailable:
        raise  # says nothing about this interaction
    except GuanxiError as refused:
        refused.__context__ = None
        return refused.with_traceback(None)  # whose frames would keep the whole run alive as long as the answer


def _receipt(pending: Pending, placement: Placement) -> Receipt:
    draft = pending.draft
    return Receipt(
        event_id=draft.event_id,
        position=draft.position,
        version=draft.originator_version,
        recorded_at=placement.recorded_at[draft.position - placement.first_position],
        known=pending.known,
        flags=pending.flags,
    )
