"""One worker in a process of its own, which starts when a line comes in; see mailing_speed.py.

At the end it prints the most memory that it had, in MB: the program's own. Pages of a database
file that are mapped into it belong to the cache of the machine, which gives them back.
"""

import re
import sys
import threading
import time
from pathlib import Path

from environment import set_up
from mailings import send_until_done

STATUS = Path("/proc/self/status")  # https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
SAMPLES_PER_SECOND = 20


class Peak(threading.Thread):
    """The most memory so far, in MB."""

    def __init__(self):
        super().__init__(daemon=True)
        self.megabytes = 0

    def run(self):
        while True:
            own = int(re.search(r"RssAnon:\s*(\d+)", STATUS.read_text()).group(1)) // 1024
            self.megabytes = max(self.megabytes, own)
            time.sleep(1 / SAMPLES_PER_SECOND)


def main() -> None:
    set_up()
    from cms.memory import limit_heaps

    limit_heaps()  # as manage.py does for the worker
    peak = Peak()
    peak.start()
    print("ready", flush=True)
    sys.stdin.readline()
    send_until_done(int(sys.argv[1]))
    print(peak.megabytes, flush=True)


if __name__ == "__main__":
    main()
