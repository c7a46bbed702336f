"""The memory of this process itself.

Pages of a file that are mapped into it, such as those of a database, belong to the cache of the
machine, which gives them back: they are left out.
"""

import re
import threading
import time
from pathlib import Path

STATUS = Path("/proc/self/status")  # https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
SAMPLES_PER_SECOND = 20


def own_megabytes() -> float:
    return int(re.search(r"RssAnon:\s*(\d+)", STATUS.read_text()).group(1)) / 1024


class Peak(threading.Thread):
    """The most memory so far, in MB."""

    def __init__(self):
        super().__init__(daemon=True)
        self.megabytes = own_megabytes()

    def run(self):
        while True:
            self.megabytes = max(self.megabytes, own_megabytes())
            time.sleep(1 / SAMPLES_PER_SECOND)
