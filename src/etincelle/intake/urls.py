"""Addresses of the Sources page and of imports."""

from django.urls import path

from etincelle.intake import address_pages, calendar_pages, pages

app_name = "intake"
urlpatterns = [
    path("", pages.sources, name="sources"),
    path("upload/", pages.upload, name="upload"),
    path("template.xlsx", pages.template_file, name="template"),
    path("export.xlsx", pages.export_file, name="export"),
    path("calendars/", calendar_pages.calendars, name="calendars"),
    path("calendars/add/", calendar_pages.add, name="calendar_add"),
    path("calendars/<int:key>/<str:step>/", calendar_pages.step, name="calendar_step"),
    path("addresses/", address_pages.addresses, name="addresses"),
    path("addresses/decide/", address_pages.decide, name="decide"),
    path("addresses/<int:key>/undo/", address_pages.undo, name="address_undo"),
    path("<int:key>/", pages.batch, name="batch"),
    path("<int:key>/columns/", pages.columns, name="columns"),
    path("<int:key>/to-correct.xlsx", pages.to_correct_file, name="to_correct"),
    path("<int:key>/confirm/", pages.confirm, name="confirm"),
    path("<int:key>/undo/", pages.undo, name="undo"),
]
