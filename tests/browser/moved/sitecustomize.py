"""A service's clock moved by a test: loaded by each of its processes, by `PYTHONPATH`, before anything else.

The file named by `MOVED_CLOCK` holds how many nanoseconds the service's clock is ahead; it is read at each look.
"""

import os
import time
from pathlib import Path

AHEAD, TRUE = Path(os.environ["MOVED_CLOCK"]), time.time_ns
time.time_ns = lambda: TRUE() + int(AHEAD.read_text(encoding="ascii"))
