"""An Atom feed (RFC 4287) of what happened to promises: adopted, amended, closed, published, new figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from urllib.parse import quote, urljoin, urlsplit

from medlofte.changes.history import EventKind, HistoryEvent
from medlofte.core.escaping import escape_xml
from medlofte.core.messages import Message, Translator, msg, msg_n
from medlofte.core.record import Record
from medlofte.model.promise import DECIDED, Decision, Promise

MOST_ENTRIES = 50
FILE_NAME = "feed.atom"
_FIRST_YEAR = "2026"
"""A year in which whoever publishes the feed held its host's name, as a tag URI (RFC 4151) wants it."""


class Channel(Record):
    """What a feed says of itself.

    ``publisher`` is its author (the municipality), ``base`` the address of the folder that it lies in, with a slash at
    the end, where it is known; ``day`` is the date of a feed that nothing has happened in yet.
    """

    title: str
    publisher: str
    day: date
    base: str | None = None
    language: str = "sv"


class FeedPromise(Record):
    """A promise with its events, and the address of its page from the folder that the feed lies in."""

    promise: Promise
    page: str
    events: tuple[HistoryEvent, ...] = ()


def feed(channel: Channel, stories: Iterable[FeedPromise], translator: Translator) -> bytes:
    """The feed in UTF-8: the newest events, at most fifty. What is not committed is left out.

    The same events give the same bytes, and an event keeps its id when others come; all new figures of a day are one.
    """
    told = [(_dated(event), story, event) for story in stories for event in story.events if event.date is not None]
    told.sort(key=lambda each: (-each[0].timestamp(), each[1].promise.id, -list(EventKind).index(each[2].what)))
    entries = told[:MOST_ENTRIES]
    updated = entries[0][0].isoformat() if entries else f"{channel.day.isoformat()}T00:00:00Z"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape_xml(channel.language)}">',
        *_head(channel, updated),
        *(line for when, story, event in entries for line in _entry(channel, story, event, when, translator)),
        "</feed>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _head(channel: Channel, updated: str) -> Iterator[str]:
    yield f"  <id>{escape_xml(_id(channel, '', 'feed'))}</id>"
    yield f'  <title type="text">{escape_xml(channel.title)}</title>'
    yield f"  <updated>{escape_xml(updated)}</updated>"
    yield f"  <author><name>{escape_xml(channel.publisher)}</name></author>"
    yield f'  <link rel="self" type="application/atom+xml" href="{escape_xml(_address(channel, FILE_NAME))}"/>'
    yield f'  <link rel="alternate" type="text/html" href="{escape_xml(_address(channel, "index.html"))}"/>'


def _entry(
    channel: Channel, story: FeedPromise, event: HistoryEvent, when: datetime, translator: Translator
) -> Iterator[str]:
    promise = story.promise
    own = when.date().isoformat() if event.what is EventKind.FIGURES else str(event.commit)
    title = msg("{title}: {what}", title=promise.title, what=_TITLES[event.what])
    yield "  <entry>"
    yield f"    <id>{escape_xml(_id(channel, when.date().isoformat(), promise.id, event.what, own))}</id>"
    yield f'    <title type="text">{escape_xml(translator.plain(title))}</title>'
    yield f"    <updated>{escape_xml(when.isoformat())}</updated>"
    yield f'    <link rel="alternate" type="text/html" href="{escape_xml(_address(channel, story.page))}"/>'
    yield f'    <category term="{escape_xml(event.what)}" label="{escape_xml(translator.plain(_TITLES[event.what]))}"/>'
    yield '    <content type="xhtml">'
    yield '      <div xmlns="http://www.w3.org/1999/xhtml">'
    yield f"        <p>{escape_xml(translator.plain(_sentence(promise, event)))}</p>"
    yield from _list([translator.plain(each.what) for each in event.changes])
    yield from _list([translator.plain(_decision(each)) for each in event.decisions])
    yield "      </div>"
    yield "    </content>"
    yield "  </entry>"


def _list(items: list[str]) -> Iterator[str]:
    if items:
        yield f"        <ul>{''.join(f'<li>{escape_xml(item)}</li>' for item in items)}</ul>"


_TITLES = {
    EventKind.PUBLISHED: msg("published"),
    EventKind.ADOPTED: msg("adopted"),
    EventKind.AMENDED: msg("amended"),
    EventKind.CLOSED: msg("closed"),
    EventKind.FIGURES: msg("new figures"),
}


def _sentence(promise: Promise, event: HistoryEvent) -> Message:
    match event.what:
        case EventKind.PUBLISHED:
            return msg("The promise was published.")
        case EventKind.ADOPTED:
            return msg("The promise was adopted.")
        case EventKind.CLOSED:
            return msg("The promise was closed.")
        case EventKind.FIGURES:
            return _new_figures(promise, event)
    return _amendment(event)


def _amendment(event: HistoryEvent) -> Message:
    if not event.changes:
        return msg("A new decision on the promise has been entered.")
    if not event.decisions:
        return msg("The promise was amended. No decision was entered with the change.")
    return msg("The promise was amended.")


def _new_figures(promise: Promise, event: HistoryEvent) -> Message:
    names = [promise.activities[id].title if id in promise.activities else id for id in event.activities]
    if not names:
        return msg_n("{n} new entry.", "{n} new entries.", event.entries)
    return msg_n("{n} new entry: {names}.", "{n} new entries: {names}.", event.entries, names=", ".join(names))


def _decision(decision: Decision) -> Message:
    """A decision on one line: its kind, and of day, body, reference, paragraph and note those that are known."""
    day = None if decision.date is None else decision.date.text
    known = [each for each in (day, decision.body, decision.reference, decision.paragraph, decision.note) if each]
    return (
        msg("{kind}: {what}", kind=DECIDED[decision.kind], what=", ".join(known)) if known else DECIDED[decision.kind]
    )


def _dated(event: HistoryEvent) -> datetime:
    assert event.date is not None
    return event.date.replace(microsecond=0)


def _address(channel: Channel, page: str) -> str:
    """The address of a page: whole where the base is known, else from the folder that the feed lies in."""
    path = quote(page, safe="/#", errors="replace")
    return path if channel.base is None else urljoin(channel.base, path)


def _id(channel: Channel, day: str, *names: str) -> str:
    """A name for good: by the host's name and a day that it was held where they are known, else by a hash of it all."""
    host = urlsplit(channel.base or "").hostname or ""
    if not host.isascii() or not host:
        return f"urn:uuid:{_uuid(channel.publisher, *names)}"
    specific = "/".join(quote(name, safe="", errors="replace") for name in names)
    return f"tag:{quote(host)},{day or _FIRST_YEAR}:medlofte/{specific}"


def _uuid(*names: str) -> str:
    """A UUID of version 5, from a SHA-1 of the names (RFC 9562)."""
    data = bytearray(hashlib.sha1("\0".join(("medlofte", *names)).encode("utf-8", "replace")).digest()[:16])  # noqa: S324
    data[6], data[8] = data[6] & 0x0F | 0x50, data[8] & 0x3F | 0x80
    text = data.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
