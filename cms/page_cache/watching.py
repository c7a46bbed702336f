"""Triggers that change the generation together with whatever visitors may see.

Triggers, because they miss nothing: treebeard moves pages with SQL of its own, Wagtail and
editors' commands use `QuerySet.update()`, and somebody may repair a row by hand. All tables
are watched but those named here, so that a new model is right before anybody thinks of it.
"""

import hashlib
from collections.abc import Iterator
from functools import cache

from django.apps import apps as current_apps
from django.db import connections

# The table of cms.models.SiteGeneration, which this module must not import: models import it.
TABLE = "cms_sitegeneration"

# What no visitor sees: whole apps, and by app the models of others.
BLIND_APPS = frozenset(
    {
        "account",
        "auth",
        "contenttypes",
        "desk",
        "django_tasks_database",
        "mfa",
        "sessions",
        "users",
        "wagtail_localize",
        "wagtailadmin",
        "wagtailembeds",
        "wagtailforms",
        "wagtailsearch",
        "wagtailusers",
    }
)
BLIND_MODELS = {
    "cms": {"Pulse", "SiteGeneration", "SiteRendition"},
    "companies": {"ProfileCheck"},
    "newsletter": {
        *("ConsentEvent", "Delivery", "GrowthCount", "ImportedFile", "MailedMinute", "Mailing"),
        *("MailingContent", "Notice", "Subscriber", "SubscriberImport", "Subscription"),
        *("Suppression", "TrialMail"),
    },
    "search": {"SearchChange", "SearchCount", "SearchDocument"},
    "wagtailcore": {
        *("APIToken", "Comment", "CommentReply", "GroupApprovalTask"),
        *("GroupApprovalTask_groups", "GroupCollectionPermission", "GroupPagePermission"),
        *("GroupSitePermission", "ModelLogEntry", "PageLogEntry", "PageSubscription"),
        *("ReferenceIndex", "Revision", "Task", "TaskState", "UploadedFile", "Workflow"),
        *("WorkflowContentType", "WorkflowPage", "WorkflowState", "WorkflowTask"),
    },
    "wagtailimages": {"Rendition"},
    "wagtailsearchpromotions": {"QueryDailyHits"},
}
# What Wagtail writes on a page or a snippet when a draft is saved or locked.
DRAFT_COLUMNS = frozenset(
    {
        *("draft_title", "has_unpublished_changes", "latest_revision_id"),
        *("latest_revision_created_at", "locked", "locked_at", "locked_by_id", "owner_id"),
    }
)

_PREFIX = "site_generation_"
# Once per statement, however many rows it changes. Within a transaction the setting says when
# that was and which row is its own; it goes with the transaction, also at a savepoint.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_PREFIX}change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    statement text := statement_timestamp()::text;
    seen text := coalesce(current_setting('site.generation', true), '');
    own bigint;
BEGIN
    IF split_part(seen, '|', 1) = statement THEN
        RETURN NULL;
    ELSIF seen = '' THEN
        DELETE FROM {TABLE} WHERE id IN (SELECT id FROM {TABLE} FOR UPDATE SKIP LOCKED);
    ELSE
        DELETE FROM {TABLE} WHERE id = split_part(seen, '|', 2)::bigint;
    END IF;
    INSERT INTO {TABLE} (token) VALUES (hashtextextended(gen_random_uuid()::text, 0))
        RETURNING id INTO own;
    PERFORM set_config('site.generation', statement || '|' || own, true);
    RETURN NULL;
END $$
"""  # noqa: S608 - constants
_SQLITE_CHANGE = f"UPDATE {TABLE} SET token = random()"  # noqa: S608 - a constant


def is_watched(model) -> bool:
    meta = model._meta
    return (
        meta.managed
        and not meta.proxy
        and meta.app_label not in BLIND_APPS
        and meta.object_name not in BLIND_MODELS.get(meta.app_label, ())
    )


@cache
def watched_tables() -> frozenset[str]:
    """The tables of whatever visitors may see."""
    models = current_apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models if is_watched(model))


def stop_watching(using: str) -> None:
    """Take the triggers away, and with them the generation, so that nothing is kept."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for name, table in _existing(connection).items():
            cursor.execute(_drop(connection, name, table))
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - a constant


def watch(using: str, apps=current_apps) -> None:
    """Make the triggers that are missing, drop those that are old, and begin a generation.

    Args:
        using: the alias of the database.
        apps: the models as they are in the database; migrations may be ahead of it.
    """
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    wanted = dict(_wanted(connection, apps))
    existing = _existing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name in existing.keys() - wanted.keys():
            cursor.execute(_drop(connection, name, existing[name]))
        for name in wanted.keys() - existing.keys():
            cursor.execute(wanted[name])
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608 - a constant
        if not cursor.fetchone()[0]:
            cursor.execute(f"INSERT INTO {TABLE} (token) VALUES (0)")  # noqa: S608 - a constant
    new_generation(using)


def new_generation(using: str) -> None:
    """Forget all that is kept, because more may have changed than triggers saw."""
    connection = connections[using]
    random = (
        "random()"
        if connection.vendor == "sqlite"
        else ("hashtextextended(gen_random_uuid()::text, 0)")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET token = {random}")  # noqa: S608 - constants


def _wanted(connection, apps) -> Iterator[tuple[str, str]]:
    """The name and the SQL of each trigger. The name tells whether the SQL is another."""
    for model in apps.get_models(include_auto_created=True):
        if not is_watched(model):
            continue
        table = model._meta.db_table
        columns = {field.column for field in model._meta.local_concrete_fields} - DRAFT_COLUMNS
        for event in ("INSERT", "DELETE", "UPDATE"):
            body = _body(connection, event, sorted(columns))
            digest = hashlib.md5(
                f"{table} {event} {body}".encode(), usedforsecurity=False
            ).hexdigest()
            name = f"{_PREFIX}{digest[:16]}"
            yield name, f'CREATE TRIGGER {name} AFTER {event} ON "{table}" FOR EACH ROW {body}'


def _body(connection, event: str, columns: list[str]) -> str:
    change = (
        f"BEGIN {_SQLITE_CHANGE}; END"
        if connection.vendor == "sqlite"
        else f"EXECUTE FUNCTION {_PREFIX}change()"
    )
    if event != "UPDATE":
        return change
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    differences = " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)
    return f"WHEN ({differences}) {change}"


def _existing(connection) -> dict[str, str]:
    """The triggers that are there, by name, each with its table."""
    query = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: table for name, table in cursor.fetchall() if name.startswith(_PREFIX)}


def _drop(connection, name: str, table: str) -> str:
    on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER {name}{on_table}"
