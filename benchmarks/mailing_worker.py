"""One worker in a process of its own, which starts when a line comes in; see mailing_speed.py.

At the end it prints the most memory that it had, in MB.
"""

import re
import sys
from pathlib import Path

from environment import set_up
from mailings import send_until_done


def main() -> None:
    set_up()
    print("ready", flush=True)
    sys.stdin.readline()
    send_until_done(int(sys.argv[1]))
    # Linux's own count of this program: `getrusage` begins with what its parent had.
    status = Path("/proc/self/status").read_text()
    print(int(re.search(r"VmHWM:\s*(\d+)", status).group(1)) // 1024, flush=True)


if __name__ == "__main__":
    main()
