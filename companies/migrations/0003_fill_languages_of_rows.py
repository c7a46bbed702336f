"""The rows that there are get the language of their company, and a key of their own."""

import uuid

from django.db import migrations

ROWS = ("companyactivity", "companylocation", "companystatus")


def fill(apps, schema_editor):
    for name in ROWS:
        for row in apps.get_model("companies", name).objects.select_related("company"):
            row.locale_id = row.company.locale_id
            row.translation_key = uuid.uuid4()
            row.save(update_fields=["locale", "translation_key"])


class Migration(migrations.Migration):
    dependencies = [("companies", "0002_rows_in_every_language")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
