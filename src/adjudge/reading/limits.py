"""What one document may cost: memory, processor time, real time."""

import contextlib

try:
    import resource
except ImportError:  # Windows has no such limits; the real-time limit of the parent holds there too
    resource = None  # type: ignore[assignment]

# Address space of the child. The largest collected page (540 KB) takes 190 MB with all libraries loaded, a 5 MB page 500 MB.
MEMORY_BYTES = 800_000_000
# The slowest collected page takes 0.3 s; a PDF of 200 pages takes 8 s on a slow machine.
CPU_SECONDS = 20
# Real time, for a machine that is busy with other work.
WALL_SECONDS = 90


def limit_process() -> None:
    """Limit this process for good: memory, and no files written."""
    if resource is None:
        return
    for limit, value in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        # Some systems refuse a limit (macOS that of the address space); the others still hold.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def grant_cpu(seconds: int) -> None:
    """Give this process so many seconds of processor time from now; it is killed when they are used up."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))
