"""Addresses of the portal."""

from django.urls import path

from possible_web.portal import views

urlpatterns = [path("", views.start, name="portal-start")]
