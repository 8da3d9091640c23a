"""A friendly refusal of queries that would make this server talk to another one.

This is courtesy, not the wall: it reads the query as SPARQL tokens so that an honest user gets a clear answer.
The wall is the kernel filter around the query workers, which a later issue adds. The store refuses the same queries,
and with them those that are too long or too deeply nested for the engine.
"""

from __future__ import annotations

from kg.engine import asks_other_servers as asks_other_servers
