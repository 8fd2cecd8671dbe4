"""What technicians send from the road."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Four tables."""

    dependencies = [
        ("records", "0056_place"),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(choices=[("photo", "Photo"), ("sign", "Signature")], max_length=8)),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_visit",
                        to="records.attachment",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="records.visit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("set_out_at", models.BigIntegerField(blank=True, null=True)),
                ("nobody_there", models.BooleanField(default=False)),
                ("notes", models.TextField(blank=True)),
                ("parts", models.JSONField(default=dict)),
                ("found", models.JSONField(default=dict)),
                ("signed_by", models.CharField(blank=True, max_length=200)),
                ("next_step", models.CharField(blank=True, max_length=8)),
                ("next_team", models.CharField(blank=True, max_length=60)),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report", to="records.visit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Trouble",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("why", models.CharField(max_length=16)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("at", models.BigIntegerField()),
                ("seen_at", models.BigIntegerField(blank=True, null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="troubles",
                        to="records.staff",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="troubles",
                        to="records.visit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)), fields=["day"], name="trouble_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VanAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("visit_number", models.BigIntegerField(default=0)),
                ("kind", models.CharField(max_length=16)),
                ("digest", models.CharField(max_length=64)),
                ("sent", models.JSONField(default=dict)),
                ("said_at", models.BigIntegerField(blank=True, null=True)),
                ("happened_at", models.BigIntegerField()),
                ("received_at", models.BigIntegerField()),
                (
                    "outcome",
                    models.CharField(choices=[("done", "Done"), ("refused", "Refused")], max_length=8),
                ),
                ("said", models.JSONField()),
                ("attempt", models.JSONField(blank=True, null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="van_acts",
                        to="records.staff",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["visit_number", "received_at"], name="van_act_of_visit")],
            },
        ),
    ]
