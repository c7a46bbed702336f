import django.db.models
from django.db import migrations, models

import search.models

FIELDS = ("title", "keywords", "context", "body")


def remove_full_text(apps, schema_editor):
    """Remove what 0002 made; `rebuild_search` fills the table again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE search_searchdocument DROP COLUMN exact, DROP COLUMN stems"
        )
    else:
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS search_fulltext_{event}")
        schema_editor.execute("DROP TABLE IF EXISTS search_fulltext")
    apps.get_model("search", "SearchDocument").objects.all().delete()


class Migration(migrations.Migration):
    """Tokens in the database, and an index in a file of each node that follows them."""

    dependencies = [("search", "0002_full_text")]

    operations = [
        migrations.RunPython(remove_full_text),
        *(
            migrations.RemoveField("searchdocument", f"{field}_{form}")
            for field in FIELDS
            for form in ("exact", "stems")
        ),
        *(
            migrations.AddField("searchdocument", f"{field}_tokens", models.TextField(default=""), False)
            for field in FIELDS
        ),
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=100)),
                (
                    "transaction",
                    models.BigIntegerField(
                        db_default=search.models.CurrentTransaction(), db_index=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "search change",
                "verbose_name_plural": "search changes",
            },
        ),
    ]
