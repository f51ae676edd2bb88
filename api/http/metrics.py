"""What the server counts, in the text form Prometheus reads."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})  # callers may send any word
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counts of one server process; touched from the event loop only."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: dict[tuple[str, str], list[int]] = {}
        self._sums: Counter[tuple[str, str]] = Counter()
        self._events: Counter[str] = Counter()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered; route: the path with its parameters unfilled, so that there are few of them."""
        self._requests[method, route, status] += 1
        buckets = self._buckets.setdefault((method, route), [0] * (len(SECONDS) + 1))
        buckets[bisect_left(SECONDS, seconds)] += 1
        self._sums[method, route] += seconds  # type: ignore[assignment]

    def recorded(self, outcome: str, count: int = 1) -> None:
        """Events that came in; outcome: recorded, known or rejected."""
        self._events[outcome] += count

    def text(self, gauges: Mapping[str, int]) -> str:
        """All of it; gauges: name to value as it stands now."""
        return "\n".join((*self._request_lines(), *self._event_lines(), *_gauge_lines(gauges), ""))

    def _request_lines(self) -> Iterator[str]:
        yield "# HELP guanxi_http_requests_total Requests answered."
        yield "# TYPE guanxi_http_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'guanxi_http_requests_total{{{_labels(method, route)},status="{status}"}} {count}'
        yield "# HELP guanxi_http_request_seconds Time until the whole answer was handed over."
        yield "# TYPE guanxi_http_request_seconds histogram"
        for (method, route), buckets in sorted(self._buckets.items()):
            labels, total = _labels(method, route), 0
            for bound, count in zip((*map(str, SECONDS), "+Inf"), buckets, strict=True):
                total += count
                yield f'guanxi_http_request_seconds_bucket{{{labels},le="{bound}"}} {total}'
            yield f"guanxi_http_request_seconds_sum{{{labels}}} {self._sums[method, route]:.6f}"
            yield f"guanxi_http_request_seconds_count{{{labels}}} {total}"

    def _event_lines(self) -> Iterator[str]:
        yield "# HELP guanxi_http_events_total Events that came in over HTTP, by what became of them."
        yield "# TYPE guanxi_http_events_total counter"
        for outcome in ("recorded", "known", "rejected"):
            yield f'guanxi_http_events_total{{outcome="{outcome}"}} {self._events[outcome]}'


class Measured:
    """Counts every request and how long it took. Who names an address that does not exist counts as "none"."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._metrics.answered(method, route, status, perf_counter() - began)


def _labels(method: str, route: str) -> str:
    return f'method="{method}",route="{route}"'


def _gauge_lines(gauges: Mapping[str, int]) -> Iterator[str]:
    for name, value in gauges.items():
        yield f"# TYPE {name} gauge"
        yield f"{name} {value}"
