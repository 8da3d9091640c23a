"""What a child may not do: open a connection, take more memory than it is given, or outlive its parent.

On Linux the kernel holds it to that. Elsewhere only the memory limit is set, and requests to other servers are
refused by their text alone (`kg.guard`); `enforced` says which it is.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38  # linux/prctl.h
SECCOMP_MODE_FILTER = 2
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # linux/seccomp.h; refused with EPERM
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h: BPF_LD+W+ABS, BPF_JMP+JEQ, +JGE, BPF_RET
IO_URING_SETUP = 425  # could open a connection without the system call that is watched
ARCHITECTURES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Of each machine: its number in linux/audit.h, and that of the system call `socket`."""
FOREIGN_CALLS = 0x40000000  # the numbers of the x32 interface, which would be another door


def enforced() -> bool:
    """Whether the kernel of this machine will hold children to it."""
    return sys.platform == "linux" and platform.machine() in ARCHITECTURES


def confine() -> None:
    """From now on this process opens no socket, leaves no core, and dies with its parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if enforced():
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(PR_SET_NO_NEW_PRIVS, 1)
        _no_sockets()


def limit_memory(more: int) -> None:
    """Let this process take so many more bytes of address space than it has."""
    if sys.platform == "linux":  # elsewhere the limit is not kept
        limit = _size() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def resident(pid: int) -> int:
    """The bytes a process holds for itself alone; 0 if it is gone, or where nothing tells."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE")


def _size() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(pages[0]) * os.sysconf("SC_PAGE_SIZE")


def _no_sockets() -> None:
    """A filter of system calls (https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html)."""
    architecture, call = ARCHITECTURES[platform.machine()]
    program = [
        (LOAD, 0, 0, 4),  # the architecture of the call
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, 0),  # its number
        (AT_LEAST, 3, 0, FOREIGN_CALLS),
        (EQUAL, 2, 0, IO_URING_SETUP),
        (EQUAL, 1, 0, call),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    filter_ = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(filter_))


def _prctl(option: int, *arguments: int) -> None:
    words = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    if ctypes.CDLL(None, use_errno=True).prctl(ctypes.c_int(option), *words) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
