"""How much a process keeps of the memory that it no longer uses. Other systems than Linux with
glibc do as they do."""

import ctypes

_libc = ctypes.CDLL(None)
# Their numbers in the header of mallopt(3).
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8


def limit_heaps() -> None:
    """To be called before there are threads: glibc gives each of them a heap, which only grows."""
    if set_malloc := getattr(_libc, "mallopt", None):
        set_malloc(_M_ARENA_MAX, 2)
        set_malloc(_M_MMAP_THRESHOLD, 256 * 1024)


def give_back() -> None:
    """Return what is free in all heaps to the system, also between what is in use.

    Takes some milliseconds: for after work that needs much more memory than an answer does.
    """
    if trim := getattr(_libc, "malloc_trim", None):  # malloc_trim(3)
        trim(0)
