"""Addresses of the partner's and the internal client's face."""

from django.urls import path

from etincelle.portal import pages

app_name = "portal"
urlpatterns = [path("", pages.home, name="home"), path("listening/", pages.listening, name="listening")]
