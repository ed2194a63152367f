"""Addresses of the partner's and the internal client's face."""

from django.urls import path

from etincelle.portal import pages, room

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("listening/", pages.listening, name="listening"),
    path("rooms/<str:room>/", room.room, name="room"),
    path("rooms/<str:room>/move/", room.room_move, name="room_move"),
    path("rooms/<str:room>/private/", room.room_private, name="room_private"),
]
