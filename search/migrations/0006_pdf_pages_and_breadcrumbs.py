from django.db import migrations, models


class Migration(migrations.Migration):
    """What a page of a PDF and a result need; `rebuild_search` fills the columns."""

    dependencies = [("search", "0005_search_count")]

    operations = [
        migrations.AddField(
            "searchdocument", "issue_path", models.CharField(default="", max_length=2000), False
        ),
        migrations.AddField(
            "searchdocument", "breadcrumb", models.TextField(default=""), False
        ),
    ]
