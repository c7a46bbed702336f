"""Lists of Wagtail about moderation and locks that read one row after the other, read at once.

Wagtail reads what most lists show for all rows together; these few it forgot.
"""

from copy import copy

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.workflows import WorkflowView
from wagtail.models import Task, TaskState, WorkflowState
from wagtail.models.workflows import BaseTaskStateManager
from wagtail.query import PageQuerySet

_locked_pages = LockedPagesView.get_queryset
_workflows = WorkflowView.get_queryset
_reviewable_by = BaseTaskStateManager.reviewable_by
_tasks_with_status = WorkflowState.all_tasks_with_status


def read_at_once() -> None:
    """Replace what these lists read; Wagtail has no setting for it, and its addresses go first."""
    PageQuerySet.prefetch_workflow_states = with_workflow_states
    LockedPagesView.get_queryset = locked_pages
    WorkflowView.get_queryset = workflows
    BaseTaskStateManager.reviewable_by = reviewable_by
    WorkflowState.all_tasks_with_status = tasks_with_status


def with_workflow_states(pages: PageQuerySet) -> PageQuerySet:
    """As `prefetch_workflow_states`, with the tasks as what they are.

    Wagtail's reads them as plain tasks, and then each of them again for its page, to know
    whether it locks that page.
    """
    states = WorkflowState.objects.active().select_related("current_task_state")
    tasks = Prefetch("current_task_state__task", Task.objects.specific())
    relation = "_specific_workflow_states" if pages.is_specific else "_workflow_states"
    return pages.prefetch_related(
        Prefetch(relation, states.prefetch_related(tasks), to_attr="_current_workflow_states")
    )


def locked_pages(report: LockedPagesView) -> PageQuerySet:
    # What is selected beside a page is lost when it becomes the page of its type.
    pages = _locked_pages(report).prefetch_related("locale", "latest_revision", "locked_by")
    pages = pages.prefetch_workflow_states()
    return pages.annotate_approved_schedule().annotate_site_root_state()


def workflows(report: WorkflowView) -> QuerySet[WorkflowState]:
    return _workflows(report).prefetch_related("workflow__workflow_tasks__task", "task_states")


def reviewable_by(states: BaseTaskStateManager, user) -> QuerySet[TaskState]:
    """What the dashboard shows to a reader, with what it then asks of each."""
    return _reviewable_by(states, user).prefetch_related(
        "workflow_state__workflow__workflow_tasks__task", "workflow_state__task_states"
    )


def tasks_with_status(state: WorkflowState) -> list[Task]:
    """As `all_tasks_with_status`, from what was read at once where it was."""
    if "task_states" not in getattr(state, "_prefetched_objects_cache", ()):
        return _tasks_with_status(state)
    rows = sorted(state.task_states.all(), key=lambda row: (row.started_at, row.pk))
    latest = {row.task_id: row for row in rows}
    steps = state.workflow.workflow_tasks.all()
    return [_with_status(step.task, latest.get(step.task_id)) for step in steps]


def _with_status(task: Task, state: TaskState | None) -> Task:
    task = copy(task)
    task.status = state and state.status
    task.status_display = state.get_status_display() if state else _("Not started")
    return task
