"""What an event document may hold: JSON Schema of every type."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.http.addresses import API
from api.http.answering import plain
from api.http.documented import OBJECT, reads
from api.http.questions import NoQuestion
from ledger.schemas import schema_of, schemas


class SchemaRoutes:
    """GET /schemas and one of them; they change only with the program."""

    def router(self) -> APIRouter:
        """Their addresses."""
        router = APIRouter(prefix=API, tags=["schemas"])
        router.get("/schemas", responses=reads(OBJECT))(self.types)
        router.get("/schemas/{type}", responses=reads(OBJECT))(self.schema)
        return router

    def types(self, _: Annotated[NoQuestion, Query()]) -> Response:
        """The schema of every type that a document may bring, by its name."""
        return plain(schemas())

    def schema(self, name: Annotated[str, Path(alias="type")], _: Annotated[NoQuestion, Query()]) -> Response:
        """JSON Schema 2020-12 of an event document of this type."""
        return plain(schema_of(name))
