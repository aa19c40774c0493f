"""The Swedish catalogue: what has to be translated, and keeping ``medlofte.po`` in step with it.

``python -m tests.support.catalogue --update`` adds new messages to the catalogue, drops those that are gone, and
compiles it as the build does. The compiled catalogue is not in git.
"""

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from hatch_build import compile_catalogues
from medlofte.changes.codes import CODES
from medlofte.cli import COMMANDS
from medlofte.cli.app import build

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "medlofte"
PO = SOURCE / "locale" / "sv" / "LC_MESSAGES" / "medlofte.po"
MO = PO.with_suffix(".mo")

Key = tuple[str, ...]


def messages() -> dict[Key, str]:
    """Every message of the program, singular or (singular, plural), with the file that it comes from."""
    found: dict[Key, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for key in _said_in(ast.parse(path.read_text("utf-8"))):
            found.setdefault(key, path.relative_to(SOURCE).as_posix())
    for code in CODES.values():
        found.setdefault((code.about,), "changes/codes.py")
        found.setdefault((code.severity.word,), "core/diagnostic.py")
    for key in _help():
        found.setdefault(key, "cli")
    return found


def _said_in(module: ast.Module) -> Iterator[Key]:
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        wanted = {"msg": 1, "msg_n": 2}.get(node.func.id)
        texts = [each.value for each in node.args[:wanted] if isinstance(each, ast.Constant)]
        if wanted and len(texts) == wanted:
            yield tuple(str(text) for text in texts)


def _help() -> Iterator[Key]:
    group: Any = build(COMMANDS)
    for command in (group, *(group.get_command(None, name) for name in COMMANDS)):
        yield (" ".join((command.help or "").split()),)
        for parameter in command.params:
            text = getattr(parameter, "help", None)
            if text:
                yield (" ".join(text.split()),)


def read() -> Catalog:
    """The catalogue as it stands in the tree. Babel would date it now; the same messages must give the same bytes."""
    catalogue = read_po(io.BytesIO(PO.read_bytes()), locale="sv")
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalogue


def updated(old: Catalog) -> Catalog:
    """The catalogue with every message of the program, its translation where there is one, and nothing else."""
    new = Catalog(
        locale="sv", project="medlofte", version="1", charset="utf-8", header_comment=old.header_comment, fuzzy=False
    )
    for key, place in sorted(messages().items(), key=lambda item: (item[1], item[0])):
        id = key[0] if len(key) == 1 else key
        known = old.get(key[0])
        new.add(id, string=known.string if known is not None else None, locations=[(place, 0)])
    return new


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as the text of a .po file, without dates so that the same messages give the same bytes."""
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=False, width=110, include_lineno=False)
    kept = [line for line in out.getvalue().split(b"\n") if b"-Date:" not in line and b"Generated-By" not in line]
    return b"\n".join(kept)


def main() -> None:
    """Update the files in the tree."""
    catalogue = updated(read() if PO.exists() else Catalog(locale="sv"))
    PO.write_bytes(as_po(catalogue))
    compile_catalogues(ROOT)
    missing = [message.id for message in catalogue if message.id and not (message.string and any(message.string))]
    sys.stdout.write(f"{len(catalogue)} messages, {len(missing)} without a translation\n")


if __name__ == "__main__":
    main()
