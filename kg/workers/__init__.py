"""Queries, updates and uploads in processes of their own: confined, and killed at their deadline.

`service` is what the rest of the house sees, `pool` the processes as their parent sees them, `forkserver` the process
from which they are forked, `jobs` what they do, `confinement` what they may not do, `frames` how both sides talk.
"""

from kg.workers.limits import Limits as Limits
from kg.workers.readers import Readers as Readers
from kg.workers.readers import Reads as Reads
from kg.workers.service import Workers as Workers
