"""All addresses of the house."""

from django.urls import URLPattern, URLResolver, include, path

from etincelle.web import (
    contracts,
    dates,
    facts,
    figures,
    home,
    levels,
    measures,
    partnerships,
    pressure,
    sample_page,
    sign_in,
)

own = [
    path("", home.entrance, name="home"),
    path("call/<int:key>/briefing/", home.briefing, name="briefing"),
    path("call/<int:key>/why/", home.explain, name="explain"),
    path("call/<int:key>/outcome/", home.outcome, name="outcome"),
    path("call/<int:key>/snooze/", home.snooze, name="snooze"),
    path("undo/<str:kind>/<int:key>/", home.undo, name="undo"),
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/<str:code>/", partnerships.partnership, name="partnership"),
    path("partnerships/<str:code>/network/", partnerships.network, name="network"),
    path("partnerships/<str:code>/services/", levels.services, name="services"),
    path("partnerships/<str:code>/pressure/", pressure.pressure, name="pressure"),
    path("partnerships/<str:code>/measures/", measures.measures, name="measures"),
    path("partnerships/<str:code>/measures/rows/", measures.rows, name="measure_rows"),
    path("contracts/<int:contract>/", contracts.contract, name="contract"),
    path("contracts/<int:contract>/reminders/<str:window>/", dates.remind, name="remind"),
    path("contracts/<int:contract>/reminders/<str:window>/undo/", dates.undo_reminder, name="undo_reminder"),
    path("dates/", dates.dates, name="dates"),
    path("dates/feed/", dates.feed_key, name="feed_key"),
    path("dates/<str:secret>.ics", dates.feed, name="date_feed"),
    path("levels/<str:code>/", levels.level, name="level"),
    path("levels/<str:code>/level.xlsx", levels.level_file, name="level_file"),
    path("levels/<str:code>/<int:year>/<int:month>/level.xlsx", levels.level_file, name="level_month_file"),
    path("levels/<str:code>/<int:year>/<int:month>/", levels.level_month, name="level_month"),
    path("levels/<str:code>/tickets/<str:source>/<str:number>/", levels.ticket_clock, name="ticket_clock"),
    path("figures/<int:key>/<str:partnership>/<str:code>/", figures.figure, name="figure"),
    path("facts/", facts.facts, name="facts"),
    path("facts/<str:kind>/", facts.fact_list, name="fact_list"),
    path("facts/<str:kind>/add/", facts.fact_add, name="fact_add"),
    path("facts/<str:kind>/<int:key>/", facts.fact_edit, name="fact_edit"),
    path("sample/", sample_page.sample, name="sample"),
    path("login/", sign_in.enter, name="login"),
    path("once/<str:secret>/", sign_in.once, name="once"),
    path("membership/", sign_in.change_membership, name="membership"),
    path("logout/", sign_in.leave, name="logout"),
    path("language/", sign_in.language, name="language"),
    path("healthz", sign_in.health, name="health"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "web"))),
    path("sources/", include("etincelle.intake.urls")),
    path("portal/", include("etincelle.portal.urls")),
    path("api/", include("etincelle.api.urls")),
]
