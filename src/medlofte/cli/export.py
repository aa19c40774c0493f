"""``medlofte export``: one promise's entries as a sheet, or an empty sheet to fill in."""

from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.options import Lang, Output, Quiet, Root, choice
from medlofte.cli.refusal import refuse_errors
from medlofte.errors import MedlofteError
from medlofte.language import say
from medlofte.text import escaped
from medlofte.workspace import BUILD

FORMATS = ("csv", "xlsx")


def export(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="The promise.", show_default=False)],
    format: Annotated[str | None, typer.Option("--format", help="csv or xlsx.", **choice(*FORMATS))] = None,
    template: Annotated[
        bool, typer.Option("--template", help="An empty sheet to fill in and import.", show_default=False)
    ] = False,
    output: Output = None,
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Print the entries of a promise as a sheet that can be imported again."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    (id,) = session.ids([id])
    if format is None:
        raise MedlofteError(say("Which format?"), say("Add --format csv or --format xlsx."))
    (dossier,) = refuse_errors(session, [id])

    from medlofte.exporting import table as _table

    language = session.voice.language
    promise = dossier.promise
    table = _table.to_fill_in(promise, language) if template else _table.of_log(dossier.logged, language)
    if format == "csv":
        _session.write_out(_table.as_csv(table), output)
        return

    from medlofte.exporting.workbook import as_xlsx

    data = as_xlsx(table, language, _table.choices(promise) if template else None)
    if output is None:
        name = f"{id}-template.xlsx" if template else f"{id}.xlsx"
        path = session.workspace.root / BUILD / name
        _session.write_bytes(data, str(path))
        if not session.quiet:
            _session.write_out(f"{escaped(str(path))}\n", None)
        return
    _session.write_bytes(data, output)
