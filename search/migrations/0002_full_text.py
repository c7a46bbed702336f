from django.db import migrations

# The columns that are searched. A later change of them is a new migration, in which the
# structures below are dropped and made again; on SQLite also after every migration that
# rebuilds the table, because its triggers go with the old one (`check_search` tells).
FIELDS = ("title", "keywords", "context", "body")
COLUMNS = [f"{field}_{form}" for field in FIELDS for form in ("exact", "stems")]

SQLITE = [
    """
    CREATE VIRTUAL TABLE search_fulltext USING fts5(
        {columns},
        content='search_searchdocument', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE TRIGGER search_fulltext_insert AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_fulltext (rowid, {columns}) VALUES (new.id, {new});
    END
    """,
    """
    CREATE TRIGGER search_fulltext_delete AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_fulltext (search_fulltext, rowid, {columns})
        VALUES ('delete', old.id, {old});
    END
    """,
    """
    CREATE TRIGGER search_fulltext_update AFTER UPDATE OF {columns} ON search_searchdocument
    BEGIN
        INSERT INTO search_fulltext (search_fulltext, rowid, {columns})
        VALUES ('delete', old.id, {old});
        INSERT INTO search_fulltext (rowid, {columns}) VALUES (new.id, {new});
    END
    """,
    "INSERT INTO search_fulltext (search_fulltext) VALUES ('rebuild')",
]

POSTGRESQL = [
    """
    ALTER TABLE search_searchdocument
        ADD COLUMN exact tsvector GENERATED ALWAYS AS ({exact}) STORED,
        ADD COLUMN stems tsvector GENERATED ALWAYS AS ({stems}) STORED
    """,
    "CREATE INDEX search_searchdocument_exact ON search_searchdocument USING gin (exact)",
    "CREATE INDEX search_searchdocument_stems ON search_searchdocument USING gin (stems)",
]


def _vector(form):
    parts = (
        f"setweight(to_tsvector('simple'::regconfig, {field}_{form}), '{weight}')"
        for field, weight in zip(FIELDS, "ABCD", strict=True)
    )
    return " || ".join(parts)


def add_full_text(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(
            statement.format(
                columns=", ".join(COLUMNS),
                new=", ".join(f"new.{column}" for column in COLUMNS),
                old=", ".join(f"old.{column}" for column in COLUMNS),
                exact=_vector("exact"),
                stems=_vector("stems"),
            )
        )


def remove_full_text(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE search_searchdocument DROP COLUMN exact, DROP COLUMN stems"
        )
        return
    for event in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS search_fulltext_{event}")
    schema_editor.execute("DROP TABLE search_fulltext")


class Migration(migrations.Migration):
    """The structures that each database searches with."""

    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(add_full_text, remove_full_text)]
