"""What only HTTP can refuse: who asks, from where, in which form. The ledger's own errors are in ledger/errors.py."""

from ledger.errors import GuanxiError


class Unauthenticated(GuanxiError):
    """Nobody said who asks, or the token is wrong."""

    code = "unauthenticated"


class Forbidden(GuanxiError):
    """The request came under a foreign name or from a foreign page."""

    code = "forbidden"


class MethodNotAllowed(GuanxiError):
    """The address exists, but not for this method."""

    code = "method_not_allowed"


class UnsupportedMediaType(GuanxiError):
    """The body is not in the form this address reads."""

    code = "unsupported_media_type"


class BadRequest(GuanxiError):
    """What arrived is no request this server can read at all."""

    code = "bad_request"


class Unexpected(GuanxiError):
    """A fault of ours; the request_id finds it in the server's output."""

    code = "unexpected"
