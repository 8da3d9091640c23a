"""What queries, updates, uploads and the reading of reports may take."""

from __future__ import annotations

import os
from dataclasses import dataclass

from kg.config import Settings

MB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What queries, updates and uploads may take: seconds, bytes, and how many of them at once."""

    query_time: float = 30
    write_time: float = 60
    memory: int = 1024 * MB
    memory_total: int = 8192 * MB
    copy_memory: int = 4096 * MB
    answer: int = 1024 * MB
    queries: int = 32
    queue: int = 64

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Those of the settings, on this machine."""
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        return cls(
            query_time=settings.query_timeout,
            write_time=settings.write_timeout,
            memory=settings.query_memory * MB,
            memory_total=settings.total_memory * MB or machine // 2,
            copy_memory=settings.copy_memory * MB or machine // 4,
            answer=settings.max_answer * MB,
            queries=settings.queries,
            queue=settings.queue,
        )
