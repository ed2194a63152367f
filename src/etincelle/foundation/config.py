"""Typed settings of the installation, from the environment; and the rules, from rules.toml.

Variables: ETINCELLE_DATA (folder), ETINCELLE_DATABASE_URL, ETINCELLE_DEBUG, ETINCELLE_HOSTS,
ETINCELLE_HTTPS, ETINCELLE_LANGUAGE, ETINCELLE_TIME_ZONE, ETINCELLE_SECRET_KEY or ETINCELLE_SECRET_KEY_FILE,
ETINCELLE_LEDGER_URL, ETINCELLE_LEDGER_FOLDER, ETINCELLE_CONTRACT_READER.
"""

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_data_path

from etincelle.foundation.locks import START, held
from etincelle.vocabulary.rules import Rules

RULES_FILE = Path(__file__).with_name("rules.toml")
CHECKOUT = Path(__file__).resolve().parents[3]


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the catalogue; settings are read before any language is known."""
    return sentence


NOT_POSSIBLE = gettext_noop("%(name)s: “%(found)s” is not possible. Write %(expected)s.")
NO_FILE = gettext_noop("%(name)s: the file %(found)s does not exist.")
RULE_MISSING = gettext_noop("rules%(where)s: missing %(names)s")
RULE_UNKNOWN = gettext_noop("rules%(where)s: unknown %(names)s")
DATABASE_EXAMPLE = "postgresql://user:password@host/name"


class ConfigError(Exception):
    """A setting is wrong. `sentence` and `params` say which, what was found, what is expected, in any language."""

    def __init__(self, sentence: str, **params: str) -> None:
        super().__init__(sentence % params)
        self.sentence = sentence
        self.params = params


@dataclass(frozen=True, slots=True)
class Config:
    """One installation's settings."""

    data: Path
    database_url: str
    debug: bool
    hosts: tuple[str, ...]
    https: bool
    language: str
    time_zone: str
    ledger_url: str
    ledger_folder: str
    contract_reader: str = ""

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None when the database is a server."""
        return self.data / "etincelle.sqlite3" if not self.database_url else None


def read_bool(env: Mapping[str, str], name: str, default: bool) -> bool:
    """A yes or no setting; anything but true, false, 1, 0 is refused."""
    raw = env.get(name, "").strip().lower()
    if raw in ("", "1", "true", "0", "false"):
        return default if raw == "" else raw in ("1", "true")
    raise ConfigError(NOT_POSSIBLE, name=name, found=raw, expected="true / false")


def read_zone(env: Mapping[str, str]) -> str:
    """The time zone, when the world knows it."""
    name = env.get("ETINCELLE_TIME_ZONE", "Europe/Paris")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(NOT_POSSIBLE, name="ETINCELLE_TIME_ZONE", found=name, expected="Europe/Paris") from error
    return name


def data_folder(env: Mapping[str, str]) -> Path:
    """ETINCELLE_DATA, else `var/` in a checkout, else the user's data folder."""
    if env.get("ETINCELLE_DATA"):
        return Path(env["ETINCELLE_DATA"]).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "src").is_dir():
        return CHECKOUT / "var"
    return user_data_path("etincelle")


def read_config(env: Mapping[str, str]) -> Config:
    """Settings from an environment; raises ConfigError with the variable's name."""
    language = env.get("ETINCELLE_LANGUAGE", "fr")
    if language not in ("fr", "en"):
        raise ConfigError(NOT_POSSIBLE, name="ETINCELLE_LANGUAGE", found=language, expected="fr / en")
    return Config(
        data=data_folder(env),
        database_url=env.get("ETINCELLE_DATABASE_URL", ""),
        debug=read_bool(env, "ETINCELLE_DEBUG", default=False),
        hosts=tuple(h for h in env.get("ETINCELLE_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h),
        https=read_bool(env, "ETINCELLE_HTTPS", default=False),
        language=language,
        time_zone=read_zone(env),
        ledger_url=read_ledger_url(env),
        ledger_folder=env.get("ETINCELLE_LEDGER_FOLDER", ""),
        contract_reader=read_reader(env),
    )


def read_ledger_url(env: Mapping[str, str]) -> str:
    """The cluster that reads ticket histories, as sc://host:port; empty for the house engine. Tells no secret."""
    raw = env.get("ETINCELLE_LEDGER_URL", "")
    parts = urlsplit(raw)
    try:
        good = not raw or (parts.scheme == "sc" and bool(parts.hostname) and parts.port != 0)
    except ValueError:
        good = False
    if not good:
        found = raw.partition(";")[0]
        raise ConfigError(NOT_POSSIBLE, name="ETINCELLE_LEDGER_URL", found=found, expected="sc://host:15002")
    return raw


def read_reader(env: Mapping[str, str]) -> str:
    """The reader of contracts plugged in, as module:name; empty for the rules that work alone."""
    raw = env.get("ETINCELLE_CONTRACT_READER", "")
    if raw and not re.fullmatch(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*", raw):
        raise ConfigError(NOT_POSSIBLE, name="ETINCELLE_CONTRACT_READER", found=raw, expected="module:name")
    return raw


@cache
def config() -> Config:
    """This process's settings."""
    return read_config(os.environ)


def secret_key(env: Mapping[str, str], folder: Path) -> str:
    """The secret: from the environment, a file it names, or one made once in the data folder, mode 0600."""
    if env.get("ETINCELLE_SECRET_KEY"):
        return env["ETINCELLE_SECRET_KEY"]
    named = env.get("ETINCELLE_SECRET_KEY_FILE")
    path = Path(named) if named else folder / "secret.key"
    if not path.is_file():
        if named:
            raise ConfigError(NO_FILE, name="ETINCELLE_SECRET_KEY_FILE", found=str(path))
        make_secret(path)
    return path.read_text(encoding="ascii").strip()


def make_secret(path: Path) -> None:
    """A new secret, whole at once: of two processes that start together, one makes it and both read the same."""
    with held(path.with_name(START)):
        if path.is_file():
            return
        half = path.with_name(f"{path.name}.half")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(50))
        half.rename(path)


def database(conf: Config) -> dict[str, Any]:
    """Django's DATABASES entry: SQLite by default (WAL, synchronous FULL, IMMEDIATE), or PostgreSQL."""
    if not conf.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(conf.sqlite_path),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    parts, port = server_parts(conf.database_url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": options,
    }


def server_parts(url: str) -> tuple[SplitResult, str]:
    """The parts of a PostgreSQL address and its port as text; the refusal never repeats the password."""
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
        if parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"):
            return parts, port
    except ValueError:
        pass
    found = re.sub(r"//[^/@]*@", "//…@", url)
    raise ConfigError(NOT_POSSIBLE, name="ETINCELLE_DATABASE_URL", found=found, expected=DATABASE_EXAMPLE)


def build_rules(raw: Mapping[str, Any], kind: type[Any] = Rules, where: str = "") -> Any:
    """Rules from parsed TOML; a missing or unknown name is an error that says where."""
    hints = get_type_hints(kind)
    expected = {field.name for field in fields(kind)}
    for wrong, names in ((RULE_MISSING, expected - raw.keys()), (RULE_UNKNOWN, raw.keys() - expected)):
        if names:
            raise ConfigError(wrong, where=where, names=", ".join(sorted(names)))
    values: dict[str, Any] = {}
    for name, value in raw.items():
        target = hints[name]
        if is_dataclass(target):
            values[name] = build_rules(value, target, f"{where}.{name}")  # type: ignore[arg-type]
        elif target is Decimal:
            values[name] = Decimal(value)
        elif isinstance(value, list):
            values[name] = tuple(value)
        else:
            values[name] = value
    return kind(**values)


@cache
def default_rules() -> Rules:
    """The rules shipped with the product."""
    rules: Rules = build_rules(tomllib.loads(RULES_FILE.read_text(encoding="utf-8")))
    return rules
