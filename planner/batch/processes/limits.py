"""A limit of time for work in this very process: a bell of the system, or in other threads one of our own."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

_STEPS = 1_000


class TooLong(BaseException):
    """The work has had its time."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong inside after so many seconds; what a library does outside Python is let come to its end first."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        with _time_limit_of_thread(seconds):
            yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _time_limit_of_thread(seconds: float) -> Iterator[None]:
    """Do as `time_limit` where no bell of the system can be heard: let another thread raise TooLong in this one."""
    thread, lock, over, rung = threading.get_ident(), threading.Lock(), threading.Event(), threading.Event()

    def ring() -> None:
        with lock:
            if not over.is_set():
                rung.set()
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TooLong))

    bell = threading.Timer(seconds, ring)
    bell.daemon = True
    bell.start()
    heard = False
    try:
        yield
    except TooLong:
        heard = True
        raise
    finally:
        with lock:
            over.set()
        bell.cancel()
        # Once it has rung it is heard at one of the next steps: here, and not in what comes after.
        for _ in range(_STEPS if rung.is_set() and not heard else 0):
            time.sleep(0.001)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TooLong
