"""The worker beside the web server."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import DataError, OperationalError
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from cms.management.commands import worker
from cms.models import Pulse
from home.factories import StandardPageFactory


def test_one_round_also_does_the_tasks_that_wait(monkeypatch):
    done = []
    monkeypatch.setattr(worker.Command, "tick", lambda _command: done.append("tick"))
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda _tasks: None)
    monkeypatch.setattr(db_worker.Worker, "run", lambda tasks: done.append(tasks.backend_name))
    call_command("worker", "--once")
    assert done == ["tick", "background"]


def test_it_finds_its_tasks_wherever_it_is_started(monkeypatch, tmp_path):
    """By cron, say, which starts everything in somebody's home."""
    started = []

    def start(arguments):
        started.append(Path(arguments[1]))
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(worker.signal, "signal", lambda *_arguments: None)
    monkeypatch.setattr(worker.subprocess, "Popen", start)
    call_command("worker")
    assert [path.is_file() for path in started] == [True]


def test_one_round_publishes_and_withdraws_what_was_planned(home, monkeypatch):
    """An editor chose the moments; nobody has to be there when they come."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # the test has one
    moment = timezone.now() + timedelta(hours=1)
    planned = StandardPageFactory(parent=home, slug="later", live=False, go_live_at=moment)
    planned.save_revision().publish()
    ending = StandardPageFactory(parent=home, slug="tijdelijk", expire_at=moment)
    states = []
    for minutes in (-5, 5):
        with time_machine.travel(moment + timedelta(minutes=minutes)):
            worker.Command().tick()
        planned.refresh_from_db()
        ending.refresh_from_db()
        states.append((planned.live, ending.live))
    assert states == [(False, True), (True, False)]
    assert Pulse.objects.get(name="worker").at > moment


@pytest.mark.parametrize("error", [RuntimeError, DataError])
def test_a_command_that_fails_stops_neither_the_worker_nor_the_others(error, db, monkeypatch):
    """Mailings must go on, whatever is wrong with a mailbox or a provider."""
    done = []

    def call(name, *_arguments):
        done.append(name)
        if name in {"send_notices", "ask_companies"}:
            raise error(name)

    monkeypatch.setattr(worker, "call_command", call)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    command = worker.Command()
    command.tick()
    command.tick()
    daily = [line.split()[0] for line in worker.DAILY]
    assert done == [*worker.EVERY_ROUND, *daily, *worker.EVERY_ROUND]


def test_a_database_that_is_away_ends_the_round_and_not_the_worker(db, monkeypatch):
    done = []

    def call(name, *_arguments):
        done.append(name)
        raise OperationalError

    monkeypatch.setattr(worker, "call_command", call)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    command = worker.Command()
    command.tick()
    assert done == [worker.EVERY_ROUND[0]]
    assert command.cleaned_on is None
