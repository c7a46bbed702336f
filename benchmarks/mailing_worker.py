"""One worker that sends the mailing of a benchmark until nothing waits; see mailing_chaos.py.

The waits are short, so that a run takes minutes and not hours; nothing else differs from the
worker of the site.
"""

import argparse
import datetime
import resource
import sys
import time

from environment import set_up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mailing", type=int)
    parser.add_argument("--lease", type=float, default=120, help="seconds")
    parser.add_argument("--backoff", type=float, default=120, help="seconds")
    parser.add_argument("--wait", action="store_true", help="for a line on standard input")
    options = parser.parse_args()
    set_up()
    from newsletter.mailings import leases, limits
    from newsletter.mailings.advancing import advance
    from newsletter.models import Mailing

    leases.LEASE = datetime.timedelta(seconds=options.lease)
    leases.BACKOFF = [datetime.timedelta(seconds=options.backoff)] * 12
    limits.next_minute = leases.timezone.now
    if options.wait:
        print("ready", flush=True)
        sys.stdin.readline()
    while (mailing := Mailing.objects.unfinished().filter(pk=options.mailing).first()) is not None:
        advance(mailing)
        time.sleep(0.1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(peak, flush=True)


if __name__ == "__main__":
    main()
