"""How many questions are answered at once: the others wait their turn, but not for ever."""

import threading

AT_ONCE = 8
MOST_WAITING = 250
"""Threads that answer or wait; whoever comes then waits in Gradio's queue."""
FULL = "现在提问的人太多，还没有轮到这个问题。请稍候再问一次。"
_PATIENCE = 60.0


class Crowd:
    """Places for so many; who has entered must leave."""

    def __init__(self, at_once: int, patience: float) -> None:
        """Take the number of places and the seconds that one waits for a place."""
        self._places = threading.BoundedSemaphore(at_once)
        self._patience = patience

    def enter(self, wait: bool = True) -> bool:
        """Take a place and return whether there was one, at once or while one waited."""
        if not wait:
            return self._places.acquire(blocking=False)
        return self._places.acquire(timeout=self._patience)

    def leave(self) -> None:
        """Give the place back."""
        self._places.release()


crowd = Crowd(AT_ONCE, _PATIENCE)
