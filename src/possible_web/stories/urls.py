"""Addresses of what everybody may read."""

from django.urls import path

from possible_web.stories import charter

urlpatterns = [
    path("charter", charter.charter, name="charter"),
    path("charter/in/<str:language>", charter.charter, name="charter-in"),
    path("charter.yaml", charter.as_yaml, name="charter-yaml"),
    path("charter.json", charter.as_json, name="charter-json"),
    path("charter/versions", charter.history, name="charter-versions"),
    path("charter/versions/<int:number>", charter.changed, name="charter-changes"),
]
