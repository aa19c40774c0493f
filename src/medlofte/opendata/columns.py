"""The columns of the open data: their names, types and meanings, which never change; columns are only added."""

from __future__ import annotations

from collections.abc import Mapping

from medlofte.core.record import Record


class ColumnSpec(Record):
    """A column: its name, its type (text, integer, number, date or boolean) and what it tells, for a data package."""

    name: str
    type: str
    about: str
    required: bool = False


PROMISE = ColumnSpec("promise", "text", "The promise's id, the name of its file.", True)
CODE = ColumnSpec(
    "municipality_code", "text", "The municipality's four-digit code by Statistics Sweden (SCB), if it has one."
)
AS_OF = ColumnSpec("as_of", "date", "The day at whose close the figures hold.", True)

PROMISES: tuple[ColumnSpec, ...] = (
    PROMISE,
    CODE,
    ColumnSpec("municipality", "text", "The municipality's name.", True),
    ColumnSpec("area", "text", "The part of the municipality that the promise is for, if not all of it."),
    ColumnSpec("police_area", "text", "The local police area."),
    ColumnSpec("title", "text", "What the promise is called.", True),
    ColumnSpec("status", "text", "draft, proposed, adopted or closed.", True),
    ColumnSpec("first_day", "date", "The period's first day."),
    ColumnSpec("last_day", "date", "The period's last day; empty until further notice."),
    ColumnSpec("follows", "text", "The id of the promise before it."),
    ColumnSpec("parties", "text", "The keys of the parties, with blanks between.", True),
    ColumnSpec("activities", "integer", "How many activities it has.", True),
    AS_OF,
)

ACTIVITIES: tuple[ColumnSpec, ...] = (
    PROMISE,
    ColumnSpec("activity", "text", "The activity's key in its promise.", True),
    CODE,
    ColumnSpec("title", "text", "What the activity is called.", True),
    ColumnSpec("focus_area", "text", "The key of its focus area."),
    ColumnSpec("responsible", "text", "The keys of the parties that answer for it, with blanks between.", True),
    ColumnSpec(
        "kind",
        "text",
        "What its target asks for: at-least, exact, rate, coverage, milestone, time-limit or ongoing.",
        True,
    ),
    ColumnSpec("unit", "text", "What is counted; for a coverage whom it is to reach."),
    ColumnSpec("per", "text", "A rate's unit of time."),
    ColumnSpec("best_effort", "boolean", "Whether the parties only promised to work towards it.", True),
    ColumnSpec(
        "withheld",
        "boolean",
        "Whether its entries are left out of the table of entries, where they would tell of single persons.",
        True,
    ),
    ColumnSpec("first_day", "date", "The first day of the activity's own period, or of the promise's."),
    ColumnSpec("last_day", "date", "The last day of the activity's own period, or of the promise's."),
    ColumnSpec("wanted", "number", "What is wanted of the whole period."),
    ColumnSpec("wanted_now", "number", "What is wanted by the close of the day."),
    ColumnSpec("done", "number", "What is done; empty when no number is known, or when it would single persons out."),
    ColumnSpec("everyone", "boolean", "Whether all of a coverage were reached.", True),
    ColumnSpec("precision", "text", "How sure the number is: exact, over, at-least or about."),
    ColumnSpec("percent", "integer", "Done in per cent of what is wanted, rounded down."),
    ColumnSpec(
        "status",
        "text",
        "kept, on-track, behind, not-kept, not-reported, no-figure, ongoing, not-started or partly.",
        True,
    ),
    ColumnSpec("reached_on", "date", "The day that a milestone was reached."),
    ColumnSpec("assessed", "text", "The parties' own judgement: kept, partly or not-kept."),
    ColumnSpec("reason", "text", "Their reason for it."),
    ColumnSpec("words", "text", "What was reported in words."),
    ColumnSpec("text", "text", "The figure in words, in Swedish.", True),
    AS_OF,
)

ENTRIES: tuple[ColumnSpec, ...] = (
    PROMISE,
    ColumnSpec("number", "integer", "The row's number in its promise, from 1, in the order of last days.", True),
    ColumnSpec("activity", "text", "The activity's key; an entry that names several has a row for each.", True),
    CODE,
    ColumnSpec("party", "text", "The key of the party whose log it stands in.", True),
    ColumnSpec("first_day", "date", "The first day that it tells of.", True),
    ColumnSpec("last_day", "date", "The last day that it tells of, which is the day that it counts on.", True),
    ColumnSpec("figure", "text", "What kind of figure it gives: count, total, reached or done; empty for words alone."),
    ColumnSpec("value", "number", "The figure as reported; 1 or 0 for done; empty for all of a coverage."),
    ColumnSpec("within", "number", "How many of the cases met a time limit."),
    ColumnSpec("precision", "text", "How sure the figure is: exact, over, at-least or about."),
    ColumnSpec("counts", "boolean", "Whether it counts: inside the period, and told only once.", True),
    ColumnSpec(
        "counts_as",
        "number",
        "What it adds to the activity's figure on its last day; less than nothing where a total is lower.",
    ),
    ColumnSpec("so_far", "number", "The activity's figure after it; empty when no number is known."),
    ColumnSpec("place", "text", "Where, with semicolons between."),
    ColumnSpec("type", "text", "The kind of thing that was done, where several count as one."),
    ColumnSpec("tags", "text", "Marks, with semicolons between."),
    ColumnSpec("of_which", "text", "Parts of the figure, as a log has them."),
    ColumnSpec("results", "text", "Side figures, which never count, as a log has them."),
    ColumnSpec("words", "text", "What was reported in words."),
    ColumnSpec("deviation", "text", "What went otherwise than promised."),
    ColumnSpec("instead", "text", "What was done instead."),
    ColumnSpec("assessed", "text", "The party's own judgement: kept, partly or not-kept."),
    ColumnSpec("reason", "text", "Its reason for it."),
    ColumnSpec("source", "text", "Where the fact comes from."),
    ColumnSpec("ref", "text", "The entry's mark; rows of several parties with one mark are one event."),
)

KEYS: Mapping[str, tuple[str, ...]] = {
    "promises": ("promise",),
    "activities": ("promise", "activity"),
    "entries": ("promise", "number"),
}
"""The columns that tell the rows of a table apart."""

BELONG: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "promises": (),
    "activities": ((("promise",), "promises"),),
    "entries": ((("promise",), "promises"), (("promise", "activity"), "activities")),
}
"""The columns whose values are keys of another table, and that table."""
