"""What may be written: one event, a batch, a correction, a retraction."""

from typing import Annotated
from unicodedata import normalize

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.http.addresses import API
from api.http.amendments import as_sent, read_amendment, said_in
from api.http.answering import plain
from api.http.batch import Batch, blocks_of
from api.http.documented import BATCH, CORRECTION, EVENT, RECEIPT, RETRACTION, takes, writes
from api.http.documents import NDJSON, body_of, check_form, object_of
from api.http.questions import NoQuestion
from api.http.services import Services
from api.receipts import receipt_document
from ledger.application import Receipt
from ledger.document import read_document
from ledger.errors import GuanxiError, Invalid
from ledger.interaction import Interaction
from projections.default_zone import default_zone

BATCHES_AT_ONCE = 4  # each holds a thread while its lines arrive


class RecordingRoutes:
    """POST to the ledger; every acknowledged event is on disk."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._zone = default_zone()
        self._batches = CapacityLimiter(BATCHES_AT_ONCE)

    def router(self) -> APIRouter:
        """Their addresses."""
        router = APIRouter(prefix=API, tags=["recording"])
        posts = router.post
        posts("/customers/{code}/events", responses=writes(RECEIPT), openapi_extra=takes(EVENT))(self.event)
        posts("/events", responses=writes(BATCH, known=False), openapi_extra=takes({"type": "string"}, NDJSON))(
            self.batch
        )
        posts("/events/{event_id}/correction", responses=writes(RECEIPT), openapi_extra=takes(CORRECTION))(
            self.correction
        )
        posts("/events/{event_id}/retraction", responses=writes(RECEIPT), openapi_extra=takes(RETRACTION))(
            self.retraction
        )
        return router

    async def event(self, request: Request, code: str, _: Annotated[NoQuestion, Query()]) -> Response:
        """Record one event of this customer. 201; 200 when (source, external_id) is known with the same content."""
        raw = await body_of(request)
        return self._answer(await run_sync(self._record, request, normalize("NFC", code), raw))

    async def correction(self, request: Request, event_id: str, _: Annotated[NoQuestion, Query()]) -> Response:
        """Replace what an event says; the original stays readable. event_id: or its position."""
        raw = await body_of(request)
        return self._answer(await run_sync(self._record_about, request, "EventCorrected", event_id, raw))

    async def retraction(self, request: Request, event_id: str, _: Annotated[NoQuestion, Query()]) -> Response:
        """Take an event, or a correction, back; it stays readable. event_id: or its position."""
        raw = await body_of(request)
        return self._answer(await run_sync(self._record_about, request, "EventRetracted", event_id, raw))

    async def batch(self, request: Request, _: Annotated[NoQuestion, Query()]) -> Response:
        """Record event documents, one a line, in order, each on its own. At most 1 MiB a line and 256 MiB in all."""
        check_form(request, NDJSON)
        batch = Batch(
            self._services.ledger,
            zone=self._zone,
            clock=self._services.clock,
            actor=request.state.actor,
            correlation_id=request.state.request_id,
        )
        try:
            await run_sync(batch.record, blocks_of(request), limiter=self._batches)
        finally:
            for outcome, count in batch.counts().items():
                self._services.metrics.recorded(outcome, count)
        return plain(batch.document())

    def _record(self, request: Request, code: str, raw: bytes) -> Receipt:
        document = object_of(raw)
        if document.get("customer", code) != code and normalize("NFC", str(document["customer"])) != code:
            raise Invalid(
                "the document names another customer than the address", "leave it out, or make them equal", "/customer"
            )
        document = {**document, "customer": code}
        return self._write(request, read_document(document, zone=self._zone, now=self._services.clock()))

    def _record_about(self, request: Request, type_name: str, event: str, raw: bytes) -> Receipt:
        now = self._services.clock()
        said = said_in(object_of(raw), type_name)
        original = self._services.ledger.find(event)
        try:
            return self._write(request, read_amendment(type_name, original, said, zone=self._zone, now=now))
        except GuanxiError as error:
            raise as_sent(error) from None

    def _write(self, request: Request, interaction: Interaction) -> Receipt:
        state = request.state
        return self._services.ledger.record(interaction, actor=state.actor, correlation_id=state.request_id)

    def _answer(self, receipt: Receipt) -> Response:
        self._services.metrics.recorded("known" if receipt.known else "recorded")
        return plain(receipt_document(receipt), status=200 if receipt.known else 201)
