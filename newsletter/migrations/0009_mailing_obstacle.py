from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0008_fewer_indexes_of_deliveries'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailing',
            name='obstacle',
            field=models.CharField(blank=True, db_default='', max_length=300),
        ),
        migrations.AlterField(
            model_name='mailing',
            name='reason',
            field=models.CharField(blank=True, choices=[('editor', 'an editor paused it'), ('refusals', 'mail servers refuse too many of these mails'), ('sender', 'the mail server refuses the sender'), ('refused', 'some were refused for a passing reason'), ('uncertain', 'of some it is not certain whether they arrived'), ('sum', 'the numbers do not add up')], max_length=20, verbose_name='reason'),
        ),
    ]
