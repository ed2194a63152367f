"""Addresses of the programming face."""

from django.urls import path

from etincelle.api import call

app_name = "api"
urlpatterns = [path("v1/call", call.call_of_the_day, name="call")]
