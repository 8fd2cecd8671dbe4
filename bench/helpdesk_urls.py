"""The addresses of django-helpdesk as `bench.desk` serves it."""

from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
