"""One worker in a process of its own, which starts when a line comes in; see mailing_speed.py.

At the end it prints the most memory that it had, in MB.
"""

import sys

from environment import set_up
from mailings import send_until_done
from own_memory import Peak


def main() -> None:
    set_up()
    from cms.heaps import limit_heaps

    limit_heaps()  # as manage.py does for the worker
    peak = Peak()
    peak.start()
    print("ready", flush=True)
    sys.stdin.readline()
    send_until_done(int(sys.argv[1]))
    print(round(peak.megabytes), flush=True)


if __name__ == "__main__":
    main()
