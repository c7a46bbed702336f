
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0004_site_generation'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('trouble', models.CharField(blank=True, max_length=40)),
            ],
        ),
    ]
