"""What customers owe and are owed, entry by entry; the devices that they have, and exchanges by a code."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0055_visits_have_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=60)),
                ("serial", models.CharField(max_length=40, unique=True)),
                ("given_at", models.BigIntegerField()),
                ("back_by", models.BigIntegerField(blank=True, null=True)),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
                ("returned_at", models.BigIntegerField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="records.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Exchange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quote", models.CharField(max_length=64)),
                ("service", models.CharField(blank=True, max_length=60)),
                ("code", models.CharField(max_length=12, unique=True)),
                ("made_at", models.BigIntegerField()),
                ("expires_at", models.BigIntegerField()),
                ("used_at", models.BigIntegerField(blank=True, null=True)),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        choices=[("shop", "Shop"), ("relay", "Relay"), ("technician", "Technician")],
                        max_length=12,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchanges",
                        to="records.case",
                    ),
                ),
                (
                    "new",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.device",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.device",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.staff",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("at", models.BigIntegerField()),
                ("of", models.CharField(max_length=64)),
                ("cents", models.BigIntegerField(blank=True, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("name", models.CharField(blank=True, max_length=64)),
                ("why", models.TextField(blank=True)),
                ("by", models.CharField(blank=True, max_length=60)),
                ("ref", models.CharField(blank=True, max_length=64)),
                ("appeal", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="records.case"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ledger entries",
            },
        ),
        migrations.AddIndex(
            model_name="device",
            index=models.Index(fields=["customer", "service"], name="device_of_customer"),
        ),
        migrations.AddConstraint(
            model_name="exchange",
            constraint=models.UniqueConstraint(fields=("case", "quote"), name="exchange_once_a_quote"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["case", "of"], name="ledger_of_case"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                condition=models.Q(("ref", ""), _negated=True), fields=["ref"], name="ledger_of_ref"
            ),
        ),
    ]
