"""Open data of an open project: its promises as files in a format that others read."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import Verbatim, msg
from medlofte.opendata import files_of
from medlofte.opendata.tables import PromiseEntries, tables_of
from medlofte.progress.tally import progress_of
from medlofte.project.context import Context
from medlofte.project.workspace import SETTINGS
from medlofte.validation.rules import LoggedPromise


def export(context: Context, dossiers: Iterable[LoggedPromise], format: str, as_of: date) -> dict[str, bytes]:
    """The files of a format by their names, with the figures at the close of a day.

    Raises ``MedlofteError`` when an extra or a setting is missing, and what ``dossiers`` raise.
    """
    settings = _record_settings(context) if format == "dcat" else {}
    told = (
        PromiseEntries(progress_of(d.promise, d.logged, as_of, with_forecast=False), tuple(d.logged)) for d in dossiers
    )
    return files_of(format, tables_of(told, context.swedish), as_of, settings)


def _record_settings(context: Context) -> Mapping[str, Any]:
    """The settings that the record is made from. Raises ``MedlofteError`` when one that it needs is missing."""
    from medlofte.opendata.dcat import missing_settings

    settings: Mapping[str, Any] = context.require_settings().get("open_data") or {}
    lacking = missing_settings(settings)
    if lacking:
        names = Verbatim(", ".join(f"open_data.{each}" for each in lacking))
        message = msg(
            "A record for the data portal needs what {path} does not say: {names}.", path=SETTINGS, names=names
        )
        raise MedlofteError(message, msg("docs/open-data.md shows them."))
    return settings
