"""The worker beside the web server."""

from django.core.management import call_command
from django_tasks_db.management.commands import db_worker

from cms.management.commands import worker


def test_one_round_also_does_the_tasks_that_wait(monkeypatch):
    done = []
    monkeypatch.setattr(worker.Command, "tick", lambda _command: done.append("tick"))
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda _tasks: None)
    monkeypatch.setattr(db_worker.Worker, "run", lambda tasks: done.append(tasks.backend_name))
    call_command("worker", "--once")
    assert done == ["tick", "background"]
