"""Addresses of the mailbox page."""

from django.urls import path

from possible_web.post import views

urlpatterns = [
    path("mailbox", views.mailbox, name="mailbox"),
    path("mailbox/<int:number>", views.mail, name="mail"),
]
