"""The feed: what Atom asks for is there, every text reads back as itself, and the same events give the same bytes."""

import re
from datetime import date, datetime, timedelta
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.changes.diff import PromiseChange
from medlofte.changes.history import EventKind, HistoryEvent, promise_in
from medlofte.core import escaping
from medlofte.core.dates import days
from medlofte.core.messages import msg
from medlofte.model.promise import Decision, Promise
from medlofte.project.context import translator_for
from medlofte.site.feed import Channel, FeedPromise, feed
from tests.support.repository import ADOPTED

SWEDISH = translator_for("sv")
ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"
RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"
URI = r"(tag:[a-z0-9.-]+,\d{4}(-\d\d-\d\d)?:|urn:uuid:)[A-Za-z0-9/_.~%-]+"
CHANNEL = Channel("Löften i Exempelby", "Exempelby kommun", date(2026, 11, 22), "https://loften.exempelby.example/")
MOMENT = datetime.fromisoformat("2026-05-06T12:00:00+02:00")


def promise(title: str = "Medborgarlöfte") -> Promise:
    found = promise_in("exempelby-2026", ADOPTED.encode())
    assert found is not None
    return found.replace(title=title)


def amended(said: str = "å", note: str | None = None) -> HistoryEvent:
    change = PromiseChange(("title",), msg("{said}", said=said), "a", "b")
    return HistoryEvent(
        EventKind.AMENDED, MOMENT, "c" * 40, (change,), (Decision("revised", days("2026-05-04"), note=note),)
    )


def read(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data.decode())


def one(element: ElementTree.Element, name: str) -> ElementTree.Element:
    (found,) = element.findall(f"{ATOM}{name}")
    return found


EVENTS = (
    HistoryEvent(EventKind.CLOSED, MOMENT + timedelta(days=200), "d" * 40),
    HistoryEvent(EventKind.FIGURES, MOMENT + timedelta(days=9), "e" * 40, entries=3, activities=("patrull", "okänd")),
    amended("Fotpatruller: från minst 200 till minst 150 tillfällen", "Nya resurser."),
    HistoryEvent(EventKind.ADOPTED, MOMENT - timedelta(days=90), "b" * 40),
    HistoryEvent(EventKind.PUBLISHED, MOMENT - timedelta(days=90), "b" * 40),
)


@pytest.mark.parametrize("base", [None, CHANNEL.base])
def test_the_feed_has_all_that_the_standard_asks_for(base: str | None) -> None:
    data = feed(CHANNEL.replace(base=base), [FeedPromise(promise(), "exempelby-2026.html", EVENTS)], SWEDISH)
    root = read(data)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    assert one(root, "title").text == CHANNEL.title
    assert one(one(root, "author"), "name").text == CHANNEL.publisher
    entries = root.findall(f"{ATOM}entry")
    ids = [str(one(element, "id").text) for element in (root, *entries)]
    assert len(set(ids)) == len(ids) == 1 + len(EVENTS)
    updated = [str(one(element, "updated").text) for element in (root, *entries)]
    assert all(re.fullmatch(URI, id) for id in ids)
    assert all(re.fullmatch(RFC_3339, moment) for moment in updated)
    assert updated[0] == updated[1] == max(updated)
    assert updated[1:] == sorted(updated[1:], reverse=True)
    links = {str(link.get("rel")): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
    assert links["self"] == urljoin(base or "", "feed.atom")
    for entry in entries:
        assert one(entry, "link").get("href") == urljoin(base or "", "exempelby-2026.html")
        assert one(entry, "content").get("type") == "xhtml"
        assert [child.tag for child in one(entry, "content")] == [f"{XHTML}div"]


def test_the_words_are_swedish_and_plain() -> None:
    root = read(feed(CHANNEL, [FeedPromise(promise(), "x.html", EVENTS)], SWEDISH))
    told = [
        (one(entry, "title").text, [line.strip() for line in one(entry, "content").itertext() if line.strip()])
        for entry in root.findall(f"{ATOM}entry")
    ]
    assert told == [
        ("Medborgarlöfte: avslutat", ["Löftet avslutades."]),
        ("Medborgarlöfte: nya siffror", ["3 nya insatser har redovisats: Fotpatruller, okänd."]),
        (
            "Medborgarlöfte: ändrat",
            [
                "Löftet ändrades.",
                "Fotpatruller: från minst 200 till minst 150 tillfällen",
                "Reviderat: 2026-05-04, Nya resurser.",
            ],
        ),
        ("Medborgarlöfte: antaget", ["Löftet antogs."]),
        ("Medborgarlöfte: publicerat", ["Löftet publicerades."]),
    ]


def test_an_amendment_without_a_decision_says_so_and_a_decision_without_a_change_too() -> None:
    events = (amended().replace(decisions=()), amended().replace(changes=(), commit="f" * 40))
    data = feed(CHANNEL, [FeedPromise(promise(), "x", events)], SWEDISH).decode()
    assert "Inget beslut fördes in tillsammans med ändringen." in data
    assert "Ett nytt beslut om löftet har förts in." in data


def test_at_most_fifty_events_the_newest_are_told_and_nothing_uncommitted() -> None:
    events = [HistoryEvent(EventKind.AMENDED, MOMENT + timedelta(hours=n), f"{n:040}") for n in range(60)]
    root = read(feed(CHANNEL, [FeedPromise(promise(), "x", (*events, HistoryEvent(EventKind.AMENDED)))], SWEDISH))
    moments = [one(entry, "updated").text for entry in root.findall(f"{ATOM}entry")]
    assert moments == [event.date.isoformat() for event in reversed(events[10:]) if event.date]


def test_a_feed_in_which_nothing_has_happened_is_dated_by_its_day() -> None:
    root = read(feed(CHANNEL, [], SWEDISH))
    assert one(root, "updated").text == "2026-11-22T00:00:00Z"
    assert root.findall(f"{ATOM}entry") == []


def test_an_event_keeps_its_id_and_the_order_of_stories_changes_nothing() -> None:
    stories = [FeedPromise(promise().replace(id=f"ex-{n}"), "x", EVENTS[n:]) for n in range(3)]
    data = feed(CHANNEL, stories, SWEDISH)
    assert data == feed(CHANNEL, reversed(stories), SWEDISH)
    before, after = (
        {str(one(entry, "id").text) for entry in read(feed(CHANNEL, some, SWEDISH)).findall(f"{ATOM}entry")}
        for some in (stories[1:], stories)
    )
    assert before < after
    later = EVENTS[1].replace(entries=9, commit="9" * 40, date=MOMENT + timedelta(days=9, hours=1))
    first, second = (
        read(feed(CHANNEL, [FeedPromise(promise(), "x", (each,))], SWEDISH)) for each in (EVENTS[1], later)
    )
    assert one(one(first, "entry"), "id").text == one(one(second, "entry"), "id").text


hostile = st.text(st.characters(codec=None), max_size=20) | st.sampled_from(
    ["<b>&amp;]]>\"'", "</div></content>", "<!--", "<![CDATA[", "\x00\x1b\ufffe\uffff", "\ud800", "&#0;", "811218-9876"]
)


@given(hostile, hostile, hostile)
def test_every_text_reads_back_as_it_is_shown(title: str, said: str, note: str) -> None:
    channel = CHANNEL.replace(title=title, publisher=said)
    data = feed(channel, [FeedPromise(promise(title), "å b.html", (amended(said, note),))], SWEDISH)
    root = read(data)

    def shown(value: str) -> str:
        return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match.group()):04x}", escaping.mask_and_escape(value))

    assert (one(root, "title").text or "") == shown(title)
    assert (one(one(root, "author"), "name").text or "") == shown(said)
    entry = one(root, "entry")
    assert one(entry, "title").text == shown(f"{title}: ändrat")
    items = [item.text or "" for item in entry.iter(f"{XHTML}li")]
    assert items == [shown(said), shown(f"Reviderat: 2026-05-04, {note}" if note else "Reviderat: 2026-05-04")]
    assert "811218-9876" not in data.decode()


def test_xml_escapes_what_means_something_and_spells_out_what_cannot_be_held() -> None:
    assert escaping.escape_xml("<a b=\"c\" d='e'>&amp;") == "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;amp;"
    assert escaping.escape_xml("å\n\r\t\x00\ud800\ufffe\u202e") == "å\n\\x0d\\x09\\x00\\ud800\\ufffe\\u202e"
    assert escaping.escape_xml("811218-9876") == "******-****"
