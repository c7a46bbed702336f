import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0007_corrections'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='content',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsletter.mailingcontent', verbose_name='content'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='mailing',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletter.mailing', verbose_name='mailing'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='token',
            field=models.CharField(max_length=20, verbose_name='token'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('token',), name='one_delivery_per_token'),
        ),
    ]
