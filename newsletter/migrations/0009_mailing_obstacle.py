from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0008_fewer_indexes_of_deliveries'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailing',
            name='obstacle',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
