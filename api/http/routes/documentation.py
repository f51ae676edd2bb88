"""The description of this interface: the OpenAPI document, and the same as a page for people."""

from typing import Annotated

from fastapi import APIRouter, FastAPI, Query
from starlette.responses import HTMLResponse, Response

from api.http.answering import plain
from api.http.manual.page import manual_page
from api.http.manual.style import STYLE
from api.http.questions import NoQuestion


class DocumentationRoutes:
    """GET /openapi.json, /docs and its stylesheet; nothing is fetched from elsewhere."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def router(self) -> APIRouter:
        """Their addresses; they do not describe themselves."""
        router = APIRouter(include_in_schema=False)
        router.get("/openapi.json")(self.openapi)
        router.get("/docs")(self.docs)
        router.get("/docs/style.css")(self.style)
        return router

    def openapi(self, _: Annotated[NoQuestion, Query()]) -> Response:
        """The OpenAPI document."""
        return plain(self._app.openapi())

    def docs(self, _: Annotated[NoQuestion, Query()]) -> Response:
        """The same, to be read."""
        return HTMLResponse(manual_page(self._app.openapi()))

    def style(self, _: Annotated[NoQuestion, Query()]) -> Response:
        """How it looks."""
        return Response(STYLE, media_type="text/css")
