"""Addresses of the technician's phone: all below `/van`, which is what its worker keeps."""

from django.urls import path

from possible_web.van import acts, day, keeping, parts, pictures

urlpatterns = [
    path("van", day.day, name="van"),
    path("van/visits/<int:number>", day.visit, name="van-visit"),
    path("van/visits/<int:number>/fixed", day.end, {"fixed": True}, name="van-fixed"),
    path("van/visits/<int:number>/not-fixed", day.end, {"fixed": False}, name="van-not-fixed"),
    path("van/parts", parts.parts, name="van-parts"),
    path("van/stuck", parts.stuck, name="van-stuck"),
    path("van/act", acts.act, name="van-act"),
    path("van/token", keeping.token, name="van-token"),
    path("van/worker.js", keeping.worker, name="van-worker"),
    path("van/photos/<str:token>", pictures.photo, name="van-photo"),
]
