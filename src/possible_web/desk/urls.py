"""Addresses of the desk."""

from django.urls import path

from possible_web.desk import views

urlpatterns = [path("work", views.start, name="desk-start")]
