"""The policy over HTTP: its versions, one of them whole, the next one, and what another one would change."""

from collections.abc import Mapping
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.envelope import Row
from api.http.addresses import API
from api.http.answering import Page, cut_out, one, page_of_list, plain
from api.http.documented import COMPARING, LIST, OBJECT, PUBLISHING, reads, takes, writes
from api.http.documents import body_of, object_of
from api.http.questions import ClockQuestion, ListQuestion, MomentQuestion, NoQuestion
from api.http.services import Services
from api.policies import compared_document, policy_document, policy_rows, publish_policy
from ledger.errors import Invalid, NotFound
from projections.clocks import Clocks, resolve
from projections.policy import PolicyVersion
from projections.policy_file import read_policy


class PolicyRoutes:
    """/policies and what lies below it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def router(self) -> APIRouter:
        """Their addresses."""
        router = APIRouter(prefix=f"{API}/policies", tags=["policies"])
        router.get("", responses=reads(LIST))(self.versions)
        router.get("/{version}", responses=reads(OBJECT))(self.version)
        router.post("", responses=writes(OBJECT), openapi_extra=takes(PUBLISHING))(self.publish)
        router.post("/compare", responses=writes(OBJECT, known=False), openapi_extra=takes(COMPARING))(self.compare)
        return router

    def versions(self, request: Request, asked: Annotated[ListQuestion, Query()]) -> Response:
        """Every version known, by number, and which is in force."""

        def page(asked: ListQuestion, clocks: Clocks, start: int) -> Page:
            return cut_out(policy_rows(self._services.ledger, clocks), start, asked.limit)

        return page_of_list(request, self._services, asked, page)

    def version(self, request: Request, version: str, asked: Annotated[MomentQuestion, Query()]) -> Response:
        """One version with its text; by number, or sha256: and some digits."""
        named = ClockQuestion(as_of=asked.as_of, known_at=asked.known_at, policy=version)

        def answer(clocks: Clocks) -> Row:
            return policy_document(self._services.ledger, clocks)

        try:
            return one(request, self._services, named, answer)
        except Invalid as error:
            if error.pointer != "/policy":
                raise
            raise NotFound(error.message, error.remedy) from error

    async def publish(self, request: Request, _: Annotated[NoQuestion, Query()]) -> Response:
        """Make a policy the next version: `toml`, and in_force_from, a date not before today (the default)."""
        said = _fields(object_of(await body_of(request)), {"toml"}, {"in_force_from"})

        def publish() -> Row:
            return publish_policy(
                self._services.ledger,
                said["toml"],
                in_force_from=said.get("in_force_from"),
                now=self._services.clock(),
                actor=request.state.actor,
            )

        return plain(await run_sync(publish), status=201)

    async def compare(self, request: Request, asked: Annotated[MomentQuestion, Query()]) -> Response:
        """Judge the whole book by two policies, each a version's name or `{"toml": text}`: who moves, since when."""
        said = object_of(await body_of(request))
        if set(said) != {"old", "new"}:
            raise Invalid("two policies are compared", 'write {"old": ..., "new": ...}')

        def compare() -> Row:
            old, new = (self._clocks(asked, _policy(said[name], name)) for name in ("old", "new"))
            return compared_document(self._services.ledger, old, new)

        return plain(await run_sync(compare))

    def _clocks(self, asked: MomentQuestion, policy: str | PolicyVersion) -> Clocks:
        services = self._services
        return resolve(services.ledger, as_of=asked.as_of, known_at=asked.known_at, policy=policy, now=services.clock())


def _policy(said: object, name: str) -> str | PolicyVersion:
    if isinstance(said, Mapping):
        return read_policy(_fields(said, {"toml"}, set())["toml"], version=None)
    if isinstance(said, str) or (isinstance(said, int) and not isinstance(said, bool)):
        return str(said)
    raise Invalid("this names no policy", 'write a version, "sha256:" and digits, or {"toml": text}', f"/{name}")


def _fields(document: Mapping[str, Any], needed: set[str], known: set[str]) -> dict[str, str]:
    """Texts by name; Invalid where one lacks, is none, or is not known."""
    for name in [*sorted(needed - set(document)), *sorted(set(document) - needed - known)]:
        wrong = "is missing" if name in needed else "is not known here"
        raise Invalid(f"{name!r} {wrong}", f"write {', '.join(sorted(needed | known))}", f"/{name}")
    found = {name: value for name, value in document.items() if isinstance(value, str)}
    if other := sorted(set(document) - set(found)):
        raise Invalid("this must be a text", "write it in quotes", f"/{other[0]}")
    return found
