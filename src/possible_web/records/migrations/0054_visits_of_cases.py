"""Visits that were booked before technicians were entered: each knows its case, and keeps its window."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def of_orders(apps, _):
    """Take over from the order what the visit says itself from now on."""
    visits, orders = (apps.get_model("records", name) for name in ("Visit", "WorkOrder"))
    order = orders.objects.filter(pk=OuterRef("order_id"))
    taken = {name: Subquery(order.values(name)[:1]) for name in ("case_id", "quote", "team", "language")}
    visits.objects.filter(case=None).update(**taken)


class Migration(migrations.Migration):
    """Rows only: PostgreSQL wants them committed before the column is closed."""

    dependencies = [("records", "0053_rounds")]
    operations = [migrations.RunPython(of_orders, migrations.RunPython.noop)]
