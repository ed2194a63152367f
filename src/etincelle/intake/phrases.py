"""The words of imports: what is refused and how to mend it, what is doubtful, what a file looks like."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.speech import is_french, say_date, say_number
from etincelle.intake.kinds import BY_KEY, Column
from etincelle.intake.sources.incident_tools import TOOLS
from etincelle.intake.sources.rows import Reject
from etincelle.intake.sources.values import LANGUAGES

Phrase = str | Promise
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

CELLS: dict[str, Phrase] = {
    "date": _("“%(found)s” is not a date. Write %(example)s, for example."),
    "date_missing": _("“%(found)s” does not exist. Write %(example)s, for example."),
    "month": _("“%(found)s” is not a month. Write %(example)s, for example."),
    "datetime": _("“%(found)s” is not a date with an hour. Write %(example)s, for example."),
    "decimal": _("“%(found)s” is not a number. Write %(example)s, for example."),
    "int": _("“%(found)s” is not a whole number. Write %(example)s, for example."),
    "between": _("“%(found)s” is out of bounds. Write a number between %(example)s."),
    "formula": _("“%(found)s” is a formula without a result. Put its value in its place."),
    "bool": _("“%(found)s” is neither yes nor no. Write yes or no."),
    "choice": _("“%(found)s” is not one of the possible words. Choose among: %(example)s."),
    "length": _("“%(found)s” is too long. Keep it under %(example)s signs."),
    "required": _("this cell is empty and must be filled. Write %(example)s, for example."),
    "required_plain": _("this cell is empty and must be filled."),
    "reference": _("“%(found)s” is unknown. Add it to the sheet “%(example)s”, or correct the code."),
    "reference_near": _("“%(found)s” is not a code. Write “%(example)s”, if that is what was meant."),
    "same_key": _("“%(found)s” is also on row %(example)s, with other values. Keep the right row."),
    "address_taken": _("one of the addresses already belongs to somebody else. Remove it from one of the two."),
    "not_allowed": _("your role does not allow this row to be written. Ask a colleague who may."),
    "not_allowed_column": _("your role does not allow this column to be written. Remove it, or ask who may."),
    "hours": _("“%(found)s” cannot be read as opening hours. Write %(example)s, for example."),
    "days": _("“%(found)s” cannot be read as days. Write %(example)s, for example."),
    "zone": _("“%(found)s” is not a known time zone. Write %(example)s, for example."),
    "holidays": _("“%(found)s” is not a country with its part. Write %(example)s, for example."),
    "cell_count": _("%(found)s cells where %(example)s are expected. Check the separators of this row."),
    "cells": _("this row has too many or too few cells. Check its separators and its quotes."),
    "cell_size": _("a cell is too long. Check that every quote is closed."),
    "closing_quote": _("a quote opened here is never closed. Close it, or double it inside a text."),
    "encoding": _("the signs %(found)s cannot be read. Save the file as UTF-8."),
    "no_nul": _("the file holds signs that are no text. Save it again as CSV UTF-8."),
    "event": _("this event cannot be read (%(found)s). Export the calendar again."),
    "event_property": _("this event cannot be read: %(found)s. Open it in your calendar, save it, then export again."),
    "event_start": _("this event has no start. Export the calendar again."),
    "event_end": _("this event ends before it begins (%(found)s). Correct it in the calendar."),
    "event_rule": _("the repetition of this event cannot be followed (%(found)s). Enter the meetings one by one."),
    "contract_over": _(
        "this contract is “%(found)s”, but no past end date says since when. Give its end date, or leave it out."
    ),
    "contract_provider": _(
        "nothing says whose contract this is. Display the column that names the firm, or choose the partnership of the "
        "whole file."
    ),
    "contract_several": _(
        "“%(found)s” has several partnerships. Choose one for the whole file, or enter the contract in the sheet "
        "“Contracts” first: it then stays where it is."
    ),
    "person_elsewhere": _("“%(found)s” is already known on the other side, or at another partner."),
    "known_zone": _("the time zone “%(found)s” is unknown. Choose a zone such as Europe/Paris in the calendar."),
}  # fmt: skip

FILES: dict[str, Phrase] = {
    "rows": _("the file holds no row. Choose a file with a header and at least one row."),
    "ties_columns": _("three columns are expected, who, whom and when; found: %(found)s. Check the separators."),
    "ties_dates": _("no date can be read in the column of dates; found: %(found)s. Write %(example)s, for example."),
    "ties_text": _("a text is expected, not a workbook. Save the sheet as CSV."),
    "row_count": _("%(found)s rows, more than the %(example)s a page can take. Cut the file, or use the command line."),
    "columns": _("%(found)s columns, more than %(example)s. Keep only the useful ones."),
    "headers_differ": _("two columns are called “%(found)s”. Rename or remove one."),
    "known_sheet": _(
        "no known kind of data in these columns: %(found)s. Say what the file "
        "holds, or start from the template."
    ),
    "required_column": _("this column is missing. Add it, or say which one holds it."),
    "partnership_column": _("this column is missing. Add it, or choose the partnership of the whole file."),
    "size": _("the file weighs %(found)s bytes, more than %(example)s. Cut it, or use the command line."),
    "stream_csv": _("beyond %(example)s bytes, only a CSV export of tickets can be read. Export the list as CSV."),
    "type": _(
        "this kind of file is not accepted here. Send a CSV, XLSX, DOCX, PPTX, PDF, ICS, EML, MBOX, JSON or text file."
    ),
    "type_and_name": _("the content is not that of a %(example)s file. Save the file again in that format."),
    "macros": _("the file carries macros. Save it without macros, as XLSX, DOCX or PPTX."),
    "office": _("this archive is not an Excel, Word or PowerPoint document. Send the document itself."),
    "workbook": _("this workbook cannot be read. Open it and save it again as XLSX."),
    "gzip": _("the compressed file is damaged. Compress it again."),
    "zip": _("the file is damaged. Open it and save it again."),
    "zip_entries": _("the file hides too many parts. Save it again, without attachments."),
    "zip_path": _("the file holds a part that tries to leave its folder. It was not opened."),
    "zip_nested": _("the file holds another archive. Send the documents one by one."),
    "zip_bomb": _("once unpacked, the file would be too large. It was not opened."),
    "zip_lies": _("the file lies about its size. It was not opened."),
    "xml_declaration": _("the file holds a forbidden declaration. Open it and save it again."),
    "json": _("the JSON cannot be read (%(found)s). Export it again."),
    "json_utf8": _("the JSON is not sound UTF-8. Export it again."),
    "json_depth": _("the JSON is nested too deeply. Export the incidents as a list."),
    "json_number": _("“%(found)s” is not a usable number. Correct it in the export."),
    "json_keys": _("the name “%(found)s” comes twice in the same record. Export it again."),
    "ticket_columns": _("columns are missing: %(found)s. Display them in the list, then export it again."),
    "ticket_records": _("no incident found. Export the list of incidents of your tool as JSON, or its list as CSV."),
    "ticket_stream": _("the export cannot be read (%(found)s). Export it again as CSV UTF-8."),
    "calendar": _("this is not a readable calendar. Export it again in iCalendar format (.ics)."),
    "mail_columns": _("columns are missing: a log of mail needs %(example)s. Export it again with them."),
    "mailbox": _("no message with a sender was found. Export the mailbox again as MBOX, or the messages as EML."),
    "outlook_archive": _(
        "an Outlook archive (.pst) cannot be read. Copy its folder to Thunderbird and export it as MBOX, or ask for "
        "the message trace of Exchange."
    ),
    "calendar_closed": _("the calendar is cut short. Export it again."),
    "calendar_size": _("the calendar is nested or long beyond reason. Export one year at a time."),
    "line_length": _("a line is too long. Export the calendar again without attachments."),
    "document": _("this document cannot be read. Open it and save it again."),
    "dora_contracts": _("this register has no file b_02.02.csv, which holds the contracts."),
    "register_columns": _(
        "these are not the columns of a list of contracts of a known tool. Send it as a table, and say what each "
        "column holds."
    ),
    "ocds_contracts": _("no contract with its identifier is in this file. Send releases or records that hold some."),
    "document_size": _("the document unpacks beyond reason. Send its text."),
    "document_pages": _("%(found)s pages, more than %(example)s. Send the useful part."),
    "document_password": _("the document is protected by a password. Remove the password and send it again."),
    "document_partnership": _(
        "nothing says which partnership this document belongs to. Choose it, or "
        "add a line “Partnership: code”."
    ),
    "document_scanned": _(
        "this document has no text: it is probably scanned. Choose its partnership to keep it all the same, or send "
        "a version with its text."
    ),
    "reader_time": _("reading takes too long. Cut the file."),
    "reader_memory": _("reading takes too much memory. Cut the file."),
    "file_gone": _("the file is no longer kept here. Send it again."),
    "reader_died": _("the file could not be read. Open it and save it again in the same format."),
}  # fmt: skip

DOUBTS: dict[str, Phrase] = {
    "day_first_assumed": _("Dates were read day first (28/02). Say so if it is the other way round."),
    "month_first_assumed": _("Dates were read month first (02/28), as asked."),
    "month_first_seen": _("Dates were read month first (02/28): some have no other meaning."),
    "decimal_comma_assumed": _("Column “%(about)s”: the comma was read as a decimal comma."),
    "score_of_ten": _(
        "Column “%(about)s”: the scores out of 10 were brought to 5: 9 and 10 are 5, 7 and 8 are 4, and so on down."
    ),
    "score_recommends": _(
        "Column “%(about)s”: the scores from 0 to 10 were brought to 5: 9 and 10 are 5, 7 and 8 are 3, 4 to 6 are 2, "
        "below is 1."
    ),
    "score_words": _("Column “%(about)s”: words were read as scores, from very satisfied, 5, to very dissatisfied, 1."),
    "zone_assumed": _("The file gives its hours without a zone: they were read in %(about)s."),
    "other_opening": _(
        "Tickets known with another date of opening: %(about)s. Is it another instance, which needs a source name "
        "of its own, or another order of dates?"
    ),
    "repeated_columns": _("Columns that stand several times: %(about)s. The first that says something is read."),
    "first_of_several": _("Column “%(about)s”: where a cell holds several values, the first is kept."),
    "changelog_cut": _("The history of %(about)s is cut short: its oldest changes may be missing."),
    "so_far_flag": _(
        "The flag of the promise changes while an incident lives (incidents: %(a)s): it means “so far”, and only the "
        "last observation of each is read."
    ),
    "so_far_open": _(
        "Incidents that are not over and carry a promise “kept”: %(a)s. Kept so far is no result: they count as "
        "neither kept nor missed."
    ),
    "repeated_future": _(
        "Final dates are repeated on rows older than they are (incidents: %(a)s): they are not used before their time."
    ),
    "auto_close": _(
        "%(a)s in 100 closings come %(b)s days after the resolution, to the hour: a timer closes. Closing is not "
        "resolving: the clock stops at the resolution."
    ),
    "closed_unresolved": _(
        "Closed incidents without a date of resolution: %(a)s. Their closing does not say when they were resolved."
    ),
    "left_truncated": _(
        "The file begins on %(a)s: of the incidents opened before, only those that lived on are in it (%(b)s). Nothing "
        "is concluded before that day."
    ),
    "openings_end": _(
        "The last opening is of %(a)s, though incidents are followed until %(b)s: openings were extracted no further. "
        "Nothing is concluded after %(a)s."
    ),
    "extract_span": _("The file covers %(a)s to %(b)s; outside these dates, nothing is concluded."),
    "states_pause": _("States taken as a pause of the clock: %(about)s. Confirm it in the sheet of incident states."),
    "states_stop": _("States taken as the stop of the clock: %(about)s."),
    "states_cancel": _("States taken as out of the count: %(about)s."),
    "states_run": _("States in which the clock runs: %(about)s."),
    "no_update_date": _("The export has no date of update: the incidents are taken as they stood when received."),
    "hidden_sheet": _("The sheet “%(about)s” is hidden; it was read."),
    "sheet_ignored": _("The sheet “%(about)s” was left aside."),
    "occurrences_limited": _("Only the last %(about)s meetings of a repeated event are kept."),
    "nobody_known": _("No known person of a partner was met in this calendar. Import your people first."),
    "mail_nobody_known": _(
        "No message between known people of both sides. Import your people first, with their addresses."
    ),
    "mail_automatic": _("Left out, sent by programs and lists, or to more than 500 people: %(a)s."),
    "mail_foreign": _("Left out at the door, exchanged with others than known people of both sides: %(a)s."),
    "mail_inside": _("Left out, within one side or to oneself: %(a)s."),
    "mail_headers": _("Left out, without a readable sender or reader: %(a)s."),
    "mail_dates": _("Left out, with an impossible date: %(a)s, the first on line %(b)s."),
    "mail_repeated": _("Found several times and counted once: %(a)s."),
    "private_left_out": _("Private or confidential appointments left out, without being kept: %(a)s."),
    "nobody_left_out": _("Appointments without anybody of a partner left out: %(a)s."),
    "calendar_empty": _("This calendar holds no appointment."),
    "calendar_cut": _("The calendar has no end: its last appointments may be missing. Export it again to have them."),
    "calendar_proposal": _("The file only proposes another time: nothing is taken from it until the meeting is moved."),
    "hour_skipped": _(
        "On %(a)s, a meeting is set in the hour that clocks skip: it was read as one hour later, as the standard says."
    ),
    "hour_twice": _("On %(a)s, a meeting is set in the hour that comes twice: the first was taken."),
    "unknown_person": _("“%(about)s” is not among the known people."),
    "minutes_without_meeting": _(
        "“%(about)s” looks like minutes; only the text is kept as long as "
        "the meeting is not known."
    ),
    "document_date_assumed": _("The document says no date that can be read: %(about)s was taken."),
    "due_date_unread": _("“%(about)s” is not a date: the action is kept without its due date."),
    "no_text_layer": _("The document has no text: it is probably scanned."),
    "comments_inside": _("The document holds %(about)s comments; they are not kept."),
    "tracked_changes": _("The document holds %(about)s tracked changes."),
    "remote_parts": _("The document points to remote parts; they were not followed."),
    "amendment_of_nothing": _("Amendments that changed nothing: %(about)s. They do not count."),
    "amendment_unread": _("%(about)s: what an amendment changed is not said. It was taken as administrative."),
    "history_without_start": _("%(about)s: the history lacks its first step; values are counted back from the total."),
    "dora_differs": _("%(about)s: its lines do not say the same; the first that says something is kept."),
    "register_of": _("Read as the contracts of %(about)s: what the list does not say stays as it is."),
    "contracts_not_signed": _("Contracts not signed yet, left aside: %(about)s."),
    "entities_aside": _("Entities without a contract or a representative, left aside: %(about)s."),
    "parties_aside": _("Contracts with clients or employees, left aside: %(about)s."),
    "history_sum": _("%(about)s: the steps do not add up to the value of the contract."),
    "speaker_notes_left_out": _("The speaker’s notes are left out."),
}  # fmt: skip

STEPS: dict[str, Phrase] = {
    "is_uploaded": _("This import has not been checked yet."),
    "is_confirmed": _("This import is already done."),
    "is_undone": _("This import has been undone."),
    "is_failed": _("This file was refused."),
    "is_checked": _("This import is not done yet."),
    "file_gone": _("The file is no longer kept here: nothing was saved. Send it again."),
    "too_late": _("This import is more than 30 days old: it can no longer be undone."),
    "edited_since": _("Rows were changed since: nothing was undone."),
}

FETCHES: dict[str, Phrase] = {
    "address": _("this address cannot be read. Copy it again from your calendar."),
    "not_https": _("the address must begin with https:// or webcal://. Copy the secret address in iCal format."),
    "password_inside": _("the address holds a name or a password. Use the secret address of the calendar instead."),
    "port": _("only the usual port of https can be reached. Copy the public address of the calendar."),
    "name": _("the name of the server is not known. Check the address, or the network of this machine."),
    "not_public": _("the server is not on the public Internet: it is not asked. Export the calendar to a file."),
    "time": _("the server took more than five seconds."),
    "certificate": _("the certificate of the server is not valid for its name. Ask who runs it."),
    "unreachable": _("the server cannot be reached."),
    "moved": _("the calendar has moved to another address. Copy the new one from your calendar, and subscribe again."),
    "closed": _("the server asks for a password. Copy the secret address in iCal format."),
    "gone": _("the calendar is no longer there. Copy its address again from your calendar."),
    "size": _("the calendar is larger than 5 MB. Publish fewer years, or export it to a file."),
    "answer": _("the answer of the server cannot be used."),
    "no_calendar": _("what was sent is no calendar: perhaps a sign-in page. Copy the secret address in iCal format."),
    "unreadable": _("the calendar cannot be read. Export it to a file to see why."),
    "unexpected": _("something unforeseen happened: it is written in the log, without the address."),
}  # fmt: skip

FAMILIES: dict[str, Phrase] = {
    "tickets": _("This looks like an export of incidents from %(tool)s."),
    "list": _("This looks like a list of incidents, with names of its own."),
    "calendar": _("This looks like a calendar."),
    "mail": _("This looks like e-mail. Only who wrote to whom, and when, is kept."),
    "document": _("This looks like a report or minutes."),
    "tables": _("This looks like tables: %(sheets)s."),
    "history": _("This looks like published contracts, or a register of contracts."),
    "": _("This file was not recognised."),
}

TYPES: dict[str, Phrase] = {
    "text": _("Text."), "date": _("A date."), "month": _("A month."), "datetime": _("A date with an hour."),
    "decimal": _("A number."), "int": _("A whole number."), "bool": _("Yes or no."),
    "choice": _("One of: %(words)s."), "ref": _("A code of the sheet “%(sheet)s”."),
    "list": _("One or more, one a line."),
}  # fmt: skip


REASONS: dict[str, Phrase] = {
    "tagged": _("it is “%(about)s” with a “+” and a word"),
    "same_local": _("the same name before the @ as in “%(about)s”"),
    "same_name": _("written with the name “%(about)s”"),
    "made_of_name": _("made of the name “%(about)s”, as firms make addresses"),
}


def reason_sentence(reason: str, about: str) -> str:
    """Why an unknown address may be somebody's."""
    return str(REASONS[reason] % {"about": about})


def reject_sentence(reject: Reject | Mapping[str, Any]) -> str:
    """Where, what was found, how to mend it: one line a person can act on."""
    one = asdict(reject) if isinstance(reject, Reject) else dict(reject)
    place = {"sheet": one["sheet"], "line": one["line"], "column": one["column"], "file": one["file"]}
    place["what"] = what_is_wrong(one)
    if one["sheet"] and one["line"] and one["column"]:
        return gettext("Sheet “%(sheet)s”, row %(line)s, column “%(column)s”: %(what)s") % place
    if one["line"] and one["column"]:
        return gettext("Row %(line)s, column “%(column)s”: %(what)s") % place
    if one["sheet"] and one["line"]:
        return gettext("Sheet “%(sheet)s”, row %(line)s: %(what)s") % place
    if one["line"]:
        return gettext("Row %(line)s: %(what)s") % place
    return gettext("File “%(file)s”: %(what)s") % place


def cause_sentence(reject: Reject) -> str:
    """What was found and how to mend it, for somebody who has the row before him."""
    what = what_is_wrong(asdict(reject))
    return gettext("Column “%(column)s”: %(what)s") % {"column": reject.column, "what": what} if reject.column else what


def what_is_wrong(one: Mapping[str, Any]) -> str:
    """What was found, and how to mend it."""
    expected = "required_plain" if one["expected"] == "required" and not one["example"] else one["expected"]
    example = one["example"].split(LANGUAGES)[0 if is_french() else -1]
    if expected == "reference" and example in BY_KEY:
        example = BY_KEY[example].sheet("fr" if is_french() else "en")
    return str({**CELLS, **FILES}[expected] % {"found": counted(one["found"]), "example": counted(example)})


def counted(text: str) -> str:
    """A long figure with its thousands, anything else as it is, without signs that could disturb a reader."""
    if text.isascii() and text.isdecimal() and len(text) > 4:
        return say_number(int(text))
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def doubt_sentence(code: str, about: str = "") -> str:
    """What had to be assumed."""
    told = dict(zip("abc", map(shown_part, about.split("|")), strict=False))
    return str(DOUBTS[code] % {"about": about, **told})


def shown_part(part: str) -> str:
    """One of several things a doubt is about: a date or a figure as people write them, a text as it is."""
    return say_date(date.fromisoformat(part)) if DAY.fullmatch(part) else counted(part)


def step_sentence(code: str) -> str:
    """Why a step cannot be taken."""
    return str(STEPS[code])


def fetch_sentence(code: str) -> str:
    """Why a calendar could not be fetched, and what to do."""
    return str(FETCHES[code])


def family_sentence(family: str, kinds: list[str], language: str, tool: str = "") -> str:
    """What a file looks like; tickets that no tool signed are a list of incidents."""
    names = ", ".join(BY_KEY[key].sheet(language) for key in kinds if key in BY_KEY)
    told = {"sheets": names, "tool": TOOLS[tool].name if tool in TOOLS else ""}
    known = "list" if family == "tickets" and not told["tool"] else family
    return str(FAMILIES.get(known, FAMILIES[""]) % told)


def mail_sentence(counts: Mapping[str, int]) -> str:
    """« 4 212 messages lus, 318 entre personnes connues des deux côtés. Rien n’est encore enregistré. »"""
    kept = sum(counts.get(name, 0) for name in ("new", "changed", "unchanged"))
    figures = {"read": say_number(counts.get("read", 0)), "kept": say_number(kept)}
    text = gettext("Messages read: %(read)s; between known people of both sides: %(kept)s. Nothing has been saved yet.")
    return text % figures


def counts_sentence(counts: Mapping[str, int]) -> str:
    """« 4 212 lignes lues, 4 187 prêtes, 25 à corriger. Rien n’est encore enregistré. »"""
    read, rejected = counts.get("read", 0), counts.get("rejected", 0)
    figures = {"read": say_number(read), "ready": say_number(read - rejected), "rejected": say_number(rejected)}
    return gettext("%(read)s rows read, %(ready)s ready, %(rejected)s to fix. Nothing has been saved yet.") % figures


def how_to_write(column: Column, language: str) -> str:
    """What a column expects, for the sheet of instructions."""
    words = ", ".join(choice.fr if language == "fr" else choice.en for choice in column.choices)
    sheet = BY_KEY[column.ref].sheet(language) if column.ref else ""
    return str(TYPES[column.type] % {"words": words, "sheet": sheet})
