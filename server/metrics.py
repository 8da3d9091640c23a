"""What this process has done, for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from server.caching import Cache
from server.logs import ROUTE, Outcome

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100)


class Metrics:
    """Counters of requests and of the cache; each server has its own."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, cache: Cache) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("kg_requests", "Requests that were answered", labels, registry=self.registry)
        self.aborted = Counter("kg_aborted", "Answers that ended unfinished", ("route",), registry=self.registry)
        self.bytes = Counter("kg_response_bytes", "Bytes of bodies that were sent", registry=self.registry)
        self.seconds = Histogram(
            "kg_request_seconds", "How long a request took", ("route",), buckets=BUCKETS, registry=self.registry
        )
        self.registry.register(_CacheCollector(cache))
        ProcessCollector(registry=self.registry)

    def count(self, outcome: Outcome) -> None:
        """Add a request that is over."""
        method, route = outcome.environ["REQUEST_METHOD"], outcome.environ.get(ROUTE, "none")
        self.requests.labels(method if method in METHODS else "other", route, str(outcome.status)).inc()
        self.seconds.labels(route).observe(outcome.seconds)
        self.bytes.inc(outcome.sent)
        if not outcome.whole:
            self.aborted.labels(route).inc()

    def text(self) -> bytes:
        """All of them, in the text format."""
        return generate_latest(self.registry)


class _CacheCollector(Collector):
    """The numbers of the cache, as it knows them."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache

    def collect(self) -> list[Metric]:
        return [
            CounterMetricFamily("kg_cache_hits", "Answers given from the cache", value=self.cache.hits),
            CounterMetricFamily("kg_cache_misses", "Answers that had to be made", value=self.cache.misses),
            GaugeMetricFamily("kg_cache_bytes", "Bytes of the answers kept", value=self.cache.bytes),
        ]
