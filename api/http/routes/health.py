"""Is it there, is it ready, what has it counted."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse, Response

from api.http.metrics import MEDIA_TYPE
from api.http.questions import NoQuestion
from api.http.services import Services


class HealthRoutes:
    """GET /healthz and /readyz, open to everybody on this machine and saying nothing but ok; /metrics."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def router(self) -> APIRouter:
        """Their addresses."""
        router = APIRouter(tags=["operation"])
        router.get("/healthz", response_class=PlainTextResponse)(self.healthz)
        router.get("/readyz", response_class=PlainTextResponse)(self.readyz)
        router.get("/metrics", response_class=PlainTextResponse)(self.metrics)
        return router

    async def healthz(self, _: Annotated[NoQuestion, Query()]) -> Response:
        """The server runs."""
        return PlainTextResponse("ok\n")

    def readyz(self, _: Annotated[NoQuestion, Query()]) -> Response:
        """The ledger can be read; 503 otherwise."""
        self._services.ledger.last()
        return PlainTextResponse("ok\n")

    async def metrics(self, _: Annotated[NoQuestion, Query()]) -> Response:
        """Counts since the start, as Prometheus reads them."""
        last = await run_sync(self._services.ledger.last)
        follower = self._services.follower
        gauges = {
            "guanxi_position": last[0],
            **({"guanxi_views_position": follower.position()} if follower else {}),
            "guanxi_stream_listeners": self._services.tail.listeners,
        }
        return PlainTextResponse(self._services.metrics.text(gauges), media_type=MEDIA_TYPE)
