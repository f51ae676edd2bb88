"""The application: layers, routes and services wired together, in one function with explicit arguments."""

from collections.abc import Callable

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from api.books import Books, Follower
from api.http.edge import Edge
from api.http.limits import BodyLimit
from api.http.live.shown import Shown
from api.http.live.tail import Tail
from api.http.metrics import Measured, Metrics
from api.http.release import release
from api.http.request_problems import each_parameter_once
from api.http.routes.customers import CustomerRoutes
from api.http.routes.documentation import DocumentationRoutes
from api.http.routes.events import EventRoutes
from api.http.routes.health import HealthRoutes
from api.http.routes.policies import PolicyRoutes
from api.http.routes.recording import RecordingRoutes
from api.http.routes.schemas import SchemaRoutes
from api.http.routes.stream import StreamRoutes
from api.http.security.gate import Gate
from api.http.security.headers import SecurityHeaders
from api.http.security.token import LocalToken
from api.http.services import Services
from api.pages.routes import PageRoutes
from ledger.application import Ledger, now_micros

ABOUT = (
    "What happened between you and your customers, and what it means: at any date (as_of), as known at any date "
    "(known_at), by any policy. Programs send Authorization: Bearer TOKEN. Refusals are application/problem+json."
)


def build_app(
    ledger: Ledger,
    *,
    token: LocalToken,
    port: int,
    clock: Callable[[], int] = now_micros,
    follower: Follower | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> FastAPI:
    """The application on an open ledger, which stays the caller's to close.

    port: the one it is reached at. follower: keeps views up to date; live events wait for it a little. stopping: true
    when the server is about to end, so that nobody is kept listening.
    """
    metrics = Metrics()
    tail = Tail(_shown(ledger, follower), stopping=stopping)
    books = Books(ledger, follower=follower)
    services = Services(ledger=ledger, clock=clock, tail=tail, metrics=metrics, books=books, follower=follower)
    app = FastAPI(
        title="Guanxi",
        version=release(),
        description=ABOUT,
        openapi_url=None,  # our own routes below: FastAPI's pages fetch scripts from elsewhere
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(each_parameter_once)],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Measured, metrics=metrics),
            Middleware(Edge),
            Middleware(Gate, token=token, port=port),
            Middleware(BodyLimit),
        ],
        exception_handlers={HTTPException: _to_the_edge, RequestValidationError: _to_the_edge},
    )
    for routes in (
        CustomerRoutes(services),
        EventRoutes(services),
        StreamRoutes(services),
        RecordingRoutes(services),
        PolicyRoutes(services),
    ):
        app.include_router(routes.router())
    app.include_router(SchemaRoutes().router())
    app.include_router(PageRoutes(services).router())
    app.include_router(HealthRoutes(services).router())
    app.include_router(DocumentationRoutes(app).router())
    return app


def _shown(ledger: Ledger, follower: Follower | None) -> Callable[[], int]:
    """How far listeners are told of events."""

    def end() -> int:
        return ledger.last()[0]

    return end if follower is None else Shown(end, follower.position).position


async def _to_the_edge(request: Request, error: Exception) -> Response:
    raise error
