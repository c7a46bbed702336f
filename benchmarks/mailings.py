"""A mailing with any number of readers, a sink and workers, for the benchmarks of sending."""

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent


@contextmanager
def sink(file: Path, *options: str) -> Iterator[int]:
    """A mail server in a process of its own; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, HERE / "smtp_sink.py", str(port), file, *options]
    process = subprocess.Popen(command)
    try:
        for _attempt in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.kill()
        process.wait()


def send_until_done(mailing_id: int) -> None:
    """Take turns as the worker of the site does, until nothing of the mailing waits."""
    from newsletter.mailings.advancing import advance
    from newsletter.models import Mailing

    unfinished = Mailing.objects.unfinished().filter(pk=mailing_id)
    while (mailing := unfinished.first()) is not None:
        advance(mailing)
        time.sleep(0.1)


def start_worker(mailing, port: int) -> subprocess.Popen:
    """A worker on the database of this process that sends to the sink, once it gets a line."""
    from django.db import connection

    worker = subprocess.Popen(
        [sys.executable, HERE / "mailing_worker.py", str(mailing.pk)],
        env={
            **os.environ,
            "DATABASE_URL": _database_url(connection),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "LOG_LEVEL": "CRITICAL",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    worker.stdout.readline()
    return worker


def _database_url(connection) -> str:
    details = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{details['NAME']}"
    user = f"{details['USER']}:{details['PASSWORD']}@" if details["USER"] else ""
    return f"postgres://{user}{details['HOST']}:{details['PORT'] or 5432}/{details['NAME']}"


def make_mailing(readers: int, kilobytes: int = 40):
    """A mailing that is due, of a mail of that size, with that many readers in 30 domains."""
    from django.utils import timezone

    from home.models import HomePage
    from newsletter.factories import rendered_mail
    from newsletter.models import (
        Mailing,
        MailingContent,
        NewsletterIndexPage,
        NewsletterIssuePage,
        Series,
        Subscriber,
        Subscription,
    )

    home = HomePage.objects.get()
    index = NewsletterIndexPage.objects.first() or home.add_child(
        instance=NewsletterIndexPage(title="Nieuwsbrief", slug="nieuwsbrief")
    )
    series, _is_new = Series.objects.get_or_create(
        name="Meting", slug="meting", locale=home.locale
    )
    number = NewsletterIssuePage.objects.count()
    issue = index.add_child(
        instance=NewsletterIssuePage(title=f"Nummer {number}", slug=f"n{number}", series=series)
    )
    subscribers = Subscriber.objects.bulk_create(
        (Subscriber(email=f"lezer{number}-{n}@d{n % 30}.example.be") for n in range(readers)),
        batch_size=1_000,
    )
    Subscription.objects.all().delete()
    now = timezone.now()
    Subscription.objects.bulk_create(
        (
            Subscription(subscriber=one, series=series, state="active", activated_at=now)
            for one in subscribers
        ),
        batch_size=1_000,
    )
    mail = rendered_mail(text="x" * 70 + "\n" + rendered_mail().text)
    filling = "<p>Een bericht over sociale economie in de regio, met één accent.</p>\n"
    html = mail.html + filling * (kilobytes * 1024 // len(filling))
    mail = rendered_mail(text=mail.text, html=html)
    mailing = Mailing.objects.create(issue=issue, series=series, send_at=now)
    MailingContent.objects.create(
        mailing=mailing,
        language="nl",
        subject=mail.subject,
        html=mail.html,
        text=mail.text,
        sha256=mail.sha256,
    )
    return mailing


def arrivals(file: Path) -> Counter:
    """How often each reader got the mail, as the sink saw it."""
    lines = file.read_text().splitlines() if file.exists() else []
    return Counter(line.partition("\t")[0] for line in lines)


def broken(file: Path) -> int:
    """How many connections the sink ended after it took a mail."""
    return sum(line.split("\t")[2] == "broke" for line in file.read_text().splitlines())


def states(mailing) -> Counter:
    return Counter(mailing.deliveries.values_list("state", flat=True))
