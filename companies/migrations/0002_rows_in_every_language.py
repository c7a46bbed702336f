"""What stands in the rows of a company can be translated: first the columns, still empty."""

import django.db.models.deletion
from django.db import migrations, models

ROWS = ("companyactivity", "companylocation", "companystatus")


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        operation
        for name in ROWS
        for operation in (
            migrations.AddField(
                name,
                "locale",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="wagtailcore.locale",
                    verbose_name="locale",
                ),
            ),
            migrations.AddField(
                name, "translation_key", models.UUIDField(editable=False, null=True)
            ),
        )
    ]
