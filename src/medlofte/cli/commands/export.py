"""``medlofte export``: one promise's entries as a sheet, an empty sheet to fill in, or promises as open data."""

from typing import Annotated

import typer

from medlofte.cli.options import AsOf, Output, choice, offers
from medlofte.cli.output import display_path, write_bytes, write_out
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line
from medlofte.core.messages import msg
from medlofte.project.context import today_or
from medlofte.project.workspace import BUILD

SHEETS = ("csv", "xlsx")
FORMATS = (*SHEETS, "csv-sv", "json", "parquet", "dcat")


def export(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            help="One promise for a sheet; any for open data.",
            show_default=False,
            autocompletion=offers("ids"),
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="A sheet (csv, xlsx), or open data: the others, and those with --tables.",
            **choice(*FORMATS),
        ),
    ] = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="Open data in csv or xlsx, as in the other formats.", show_default=False)
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="An empty sheet to fill in and import.", show_default=False)
    ] = False,
    as_of: AsOf = None,
    output: Output = None,
) -> None:
    """Print the entries of a promise as a sheet that can be imported again, or write promises as open data."""
    session: Session = ctx.obj
    if format is None:
        hint = msg("Add --format csv or xlsx for a sheet, and --tables too, or another format, for open data.")
        raise MedlofteError(msg("Which format?"), hint)
    if not tables and format in SHEETS:
        _sheet(session, _one(ids or [], as_of), format, template, output)
        return
    if template:
        raise MedlofteError(
            msg("Open data has no --template."), msg("Use --format csv or --format xlsx, without --tables.")
        )
    from medlofte.cli import open_data

    open_data.write(session, ids or [], format, today_or(as_of), output)


def _one(asked: list[str], as_of: str | None) -> str:
    """The one promise of a sheet. Raises ``MedlofteError``."""
    if len(asked) == 1 and as_of is None:
        return asked[0]
    message = msg("A sheet holds the entries of one promise.")
    if len(asked) == 1:
        message = msg("A sheet holds all entries, whatever their day.")
    raise MedlofteError(message, msg("Add --tables for open data, which takes any promises and a day."))


def _sheet(session: Session, asked: str, format: str, template: bool, output: str | None) -> None:
    """Print or write the entries of a promise as a sheet."""
    (id,) = session.ids([asked])
    (dossier,) = session.require_valid([id])

    from medlofte.spreadsheets import log_table

    language = session.translator.language
    promise = dossier.promise
    table = log_table.to_fill_in(promise, language) if template else log_table.of_log(dossier.logged, language)
    if format == "csv":
        write_out(log_table.as_csv(table), output)
        return

    from medlofte.spreadsheets.xlsx_writer import as_xlsx

    data = as_xlsx(table, language, log_table.choices(promise) if template else None)
    if output is None:
        name = f"{id}-template.xlsx" if template else f"{id}.xlsx"
        path = session.workspace.root / BUILD / name
        write_bytes(data, str(path))
        if not session.quiet:
            write_out(f"{escape_line(display_path(path))}\n", None)
        return
    write_bytes(data, output)
