"""Noting in the access log what an address is about to answer with."""

from collections.abc import Sequence

from starlette.requests import Request

from api.accesses import note_reading
from api.envelope import Row
from api.http.services import Services


def note_rows(
    services: Services, request: Request, rows: Sequence[Row], *, position: int, customer: str | None = None
) -> bool:
    """Of event or timeline rows, if there may be names or texts among them: whether so. position: the ledger's last."""
    what = f"{request.method} {request.scope['route'].path}"
    return note_reading(
        services.ledger, rows, actor=request.state.actor, what=what, position=position, customer=customer
    )
