"""How the interpreter is set for a process that serves for weeks, rather than for a script."""

from __future__ import annotations

import gc
import sys

# Seconds until a thread gives way: a call on a socket waits that long behind one that reckons.
SWITCH = 0.0005
# New containers until the collector looks at the youngest; at the older ones, after so many looks each. What a request
# makes is mostly gone by then, so that fewer looks, which stop every thread, find as much.
LOOKS = (50_000, 20, 100)


def tuned() -> None:
    """To be called once, when the bot is built: what is there by then stays, and is never looked at again."""
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKS)
