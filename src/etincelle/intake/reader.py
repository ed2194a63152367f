"""The reading child: `python -m etincelle.intake.reader`. One request on stdin, plain lines on stdout.

It limits itself before it looks at the file: memory, processor time, no network, no program, no writing.
A file that exhausts it kills this process and nothing else.
"""

import importlib
import io
import json
import resource
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from etincelle.intake import gate, wire
from etincelle.intake.sources.rows import Known, Notes, Parsed, Refused

MEMORY = 1 << 30
CPU_SECONDS = 20
LONG_CPU_SECONDS = 600  # a mailbox of any size, which the command line alone may give
HEAD = 1 << 16
FORBIDDEN = (
    "socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "subprocess.Popen", "os.system",
    "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "shutil.",
)  # fmt: skip
WRITING = frozenset("wax+")


def guard(event: str, args: tuple[Any, ...]) -> None:
    """Refuse whatever a reader has no reason to do."""
    writes = event == "open" and isinstance(args[1], str) and WRITING & set(args[1])
    if writes or event.startswith(FORBIDDEN):
        raise PermissionError(f"a reader may not: {event}")


def limit(seconds: int = CPU_SECONDS) -> None:
    """Bound memory and processor time, and take away what reading does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(guard)


def source(name: str) -> Any:
    """The module of a source, loaded only when its kind of file came: each brings its own library."""
    return importlib.import_module(f"etincelle.intake.sources.{name}")


def peek(content: bytes, request: Mapping[str, Any]) -> Iterator[str]:
    """What the file looks like."""
    recogniser = importlib.import_module("etincelle.intake.recognise")
    found = recogniser.recognise(content, request["name"], request.get("wanted", ""), request.get("given", ()))
    yield json.dumps(["seen", found.family, [sheet.plain() for sheet in found.sheets], found.tool], ensure_ascii=False)


def read(content: bytes, request: Mapping[str, Any]) -> Iterator[str]:
    """The rows of the file."""
    parsed: Parsed = READERS[request["family"]](content, request["settings"], request["name"])
    return wire.lines_of(parsed)


def read_tickets(content: bytes, told: Mapping[str, Any], name: str) -> Parsed:
    """Ticket observations."""
    incidents = source("incidents")
    settings = incidents.Settings(**{**told, "received_at": datetime.fromisoformat(told["received_at"])})
    parsed: Parsed = incidents.read(content, settings, name)
    return parsed


def read_calendar(content: bytes, told: Mapping[str, Any], name: str) -> Parsed:
    """Contacts of a calendar."""
    ics = source("ics")
    known = {address: ics.Known(*who) for address, who in told["known"].items()}
    today, live = date.fromisoformat(told["today"]), bool(told.get("live"))
    settings = ics.Settings(today, known, told["zone"], told["source"], live)
    parsed: Parsed = ics.read(content, settings, name)
    return parsed


def read_mail(content: bytes, told: Mapping[str, Any], name: str) -> Parsed:
    """Messages between both sides, of a log, of a mailbox or of one message."""
    if told.get("columns") is None and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return sorted_mail(io.BytesIO(content), told, name)
    logs, notes = source("mail_logs"), Notes(name)
    habits = logs.Settings(told.get("columns") or {}, told["zone"], told.get("day_first", True))
    parsed: Parsed = source("mail").sort(logs.letters(content, habits, notes), mail_told(told), notes)
    return parsed


def sorted_mail(stream: IO[bytes], told: Mapping[str, Any], name: str) -> Parsed:
    """The same of a mailbox read little by little."""
    parsed: Parsed = source("mail").sort(source("mailbox").letters(stream), mail_told(told), Notes(name))
    return parsed


def mail_told(told: Mapping[str, Any]) -> Any:
    """Who is known, and what day it is."""
    known = {address: Known(*who) for address, who in told["known"].items()}
    today = date.fromisoformat(told["today"])
    return source("mail").Settings(today, known, told["domains"], told["zone"], told["source"])


def read_tables(content: bytes, told: Mapping[str, Any], name: str) -> Parsed:
    """Rows of workbook kinds, the answers of internal clients made anonymous."""
    parsed: Parsed = source("surveys").read(content, *tables_told(told), name)
    return parsed


def tables_told(told: Mapping[str, Any]) -> tuple[Any, Any]:
    """What each sheet is, and how the file writes."""
    tabular, surveys, values = source("tabular"), source("surveys"), source("values")
    assignments = {sheet: tabular.Assignment(**one) for sheet, one in told["assignments"].items()}
    habits = values.Habits(told["day_first"], ZoneInfo(told["zone"]))
    return assignments, surveys.Settings(told["salt"], habits, told["given"])


def refusals(content: bytes, request: Mapping[str, Any]) -> Iterator[str]:
    """The refused rows of tables, to be put right."""
    found = source("corrections").read(content, *tables_told(request["settings"]), request["wanted"])
    return wire.lines_of_refusals(found)


def read_document(content: bytes, told: Mapping[str, Any], name: str) -> Parsed:
    """A report or minutes."""
    documents, minutes = source("documents"), source("minutes")
    meetings = {code: (committee, datetime.fromisoformat(at)) for code, (committee, at) in told["meetings"].items()}
    received = date.fromisoformat(told["received_on"])
    settings = documents.Settings(**{**told, "received_on": received, "meetings": meetings, "name": name})
    parsed: Parsed = minutes.read(content, settings, name)
    return parsed


def read_history(content: bytes, told: Mapping[str, Any], name: str) -> Parsed:
    """Contracts and their amendments, as published, or the contracts of a register."""
    ocds, dora = source("ocds"), source("dora")
    if content.startswith(b"PK") and dora.SIGN in content:
        found: Parsed = dora.read(content, ocds.Settings(told["partnership"]), name)
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        found = ocds.read(content, ocds.Settings(told["partnership"]), name)
    else:
        found = source("registers").read(content, registers_told(told), name)
    return found


def registers_told(told: Mapping[str, Any]) -> Any:
    """What is known around the contracts of a tool's list."""
    kept = {key: told[key] for key in ("partnership", "contracts", "partners", "partnerships")}
    people = {address: Known(*who) for address, who in told["known"].items()}
    habits = source("values").Habits(told["day_first"], ZoneInfo(told["zone"]))
    today = date.fromisoformat(told["today"])
    return source("registers").Settings(today, **kept, people=people, habits=habits)


def read_contract(content: bytes, request: Mapping[str, Any]) -> Iterator[str]:
    """The text of a contract and, by the rules, its terms; the text alone for another reader."""
    documents, rows = source("documents"), source("rows")
    notes = rows.Notes(request["name"])
    document = documents.extract(content, notes)
    yield json.dumps(["text", document.text, [doubt.code for doubt in notes.doubts]], ensure_ascii=False)
    if not request.get("text_only"):
        rules = importlib.import_module("etincelle.living_contract.reading.rules")
        plain = importlib.import_module("etincelle.living_contract.reading.plain")
        told = plain.plain(rules.RulesReader().read(document.text))
        yield json.dumps(["reading", told], ensure_ascii=False)


READERS = {
    "tickets": read_tickets, "calendar": read_calendar, "mail": read_mail, "tables": read_tables,
    "document": read_document, "history": read_history,
}  # fmt: skip

TASKS = {"peek": peek, "read": read, "refusals": refusals, "contract": read_contract}


def at_once(request: Mapping[str, Any]) -> Iterator[str]:
    """The answer over a file held whole."""
    content = Path(request["path"]).read_bytes()
    gate.check(content, request["name"])
    yield from TASKS[request["task"]](content, request)


def streamed(request: Mapping[str, Any]) -> Iterator[str]:
    """The rows of a mailbox too large to be held."""
    with Path(request["path"]).open("rb") as stream:
        gate.check(stream.read(HEAD), request["name"])
        stream.seek(0)
        yield from wire.lines_of(sorted_mail(stream, request["settings"], request["name"]))


def main() -> None:
    """Answer the one request; a refusal is an answer too."""
    request = json.loads(sys.stdin.readline())
    limit(LONG_CPU_SECONDS if request.get("stream") else CPU_SECONDS)
    try:
        for line in streamed(request) if request.get("stream") else at_once(request):
            sys.stdout.write(line + "\n")
    except Refused as refused:
        sys.stdout.write(json.dumps(["refused", asdict(refused.named(request["name"]))], ensure_ascii=False) + "\n")
    except MemoryError:
        sys.exit(MEMORY_EXHAUSTED)
    sys.stdout.flush()


MEMORY_EXHAUSTED = 77

if __name__ == "__main__":
    main()
