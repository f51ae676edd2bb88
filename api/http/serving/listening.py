"""The socket: on the loopback of this machine and nowhere else."""

import errno
import socket

from ledger.errors import Invalid, Unavailable

LOOPBACK = "127.0.0.1"
_REASONS = {errno.EADDRINUSE: "is taken by another program", errno.EACCES: "may not be used by this user"}


def check_host(host: str) -> None:
    """Refuse to be reachable from elsewhere: the token of one person is no identity."""
    if host != LOOPBACK:
        raise Invalid(
            f"serving on {host} would open the ledger to the network",
            "That needs identity (OIDC or API keys), allowed hosts and an https public URL, which this version does "
            f"not have yet; serve on {LOOPBACK}",
            "--host",
        )


def listening_socket(port: int) -> socket.socket:
    """A bound socket on 127.0.0.1; port 0: any free one. Unavailable where the port cannot be had."""
    # Only where TCP is named does asyncio send at once; otherwise every answer waits 40 ms for a delayed ACK.
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((LOOPBACK, port))
    except OSError as error:
        opened.close()
        reason = _REASONS.get(error.errno or 0, f"cannot be used: {error.strerror}")
        raise Unavailable(f"port {port} {reason}", "Name another one; 0 takes any that is free", "--port") from None
    return opened
