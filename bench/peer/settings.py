"""The product's settings (database, session, middlewares, languages) with the peer's addresses and default templates."""

from etincelle.foundation.settings import *  # noqa: F403 - a settings module extends another
from etincelle.foundation.settings import PACKAGE

ROOT_URLCONF = "bench.peer.urls"
LOGIN_URL = "/login/"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE.parents[1] / "bench" / "peer" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
