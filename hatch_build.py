"""What hatchling asks of this project when it builds: message catalogues to compile, and metadata for a package index.

``MEDLOFTE_REPOSITORY`` in the environment is the public address of the repository. With it the metadata has links to
the version's tag there; without it there are no addresses, because none is known.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

REPOSITORY = "MEDLOFTE_REPOSITORY"
LOCALE = Path("src", "medlofte", "locale")

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_TARGET = re.compile(
    r"(?P<before>(?P<image>!)?\[[^\[\]]*\]\(<?|\]\(<?|^\[[^\]\n]+\]: +<?|<(?P<tag>\w+)\b[^>]*?\s(?:src|href)=[\"'])"
    r"(?P<target>[^\s)>\"']+)",
    re.MULTILINE,
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class _Dateless(Catalog):
    """A catalogue whose header does not tell when it was compiled, or by what."""

    @property  # type: ignore[misc]  # nobody sets them
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fields that a reader needs, and no others."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def compiled(po: bytes, language: str) -> bytes:
    """The MO file of a PO file. The same messages give the same bytes, whoever compiles them with whatever Babel."""
    catalogue = _Dateless(locale=language, charset="utf-8", fuzzy=False)
    for message in read_po(io.BytesIO(po), locale=language):
        if message.id:
            catalogue.add(message.id, string=message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every PO file of a source tree and return the paths of the MO files. Only what differs is written."""
    paths = []
    for po in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        path = po.with_suffix(".mo")
        data = compiled(po.read_bytes(), po.parent.parent.name)
        if not path.is_file() or path.read_bytes() != data:
            _replace(path, data)
        paths.append(path)
    return paths


def _replace(path: Path, data: bytes) -> None:
    """Put data at a path in one step, so that nobody reads half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it takes over the descriptor
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def with_absolute_links(text: str, repository: str, ref: str) -> str:
    """Markdown in which relative links lead to the files of a revision at GitHub, and pictures are taken from there.

    ``repository`` is an address such as ``https://github.com/OWNER/medlofte``. What is code stays as it is.
    """

    def absolute(match: re.Match[str]) -> str:
        target = match["target"]
        if _ABSOLUTE.match(target):
            return match[0]
        path, hash, anchor = target.partition("#")
        is_picture = match["image"] or match["tag"] == "img"
        whole = posixpath.normpath(path.lstrip("/")) if path else "README.md"
        return f"{match['before']}{repository}/{'raw' if is_picture else 'blob'}/{ref}/{whole}{hash}{anchor}"

    code = sorted([*_FENCE.finditer(text), *_CODE.finditer(text)], key=lambda match: match.start())
    parts, end = [], 0
    for each in code:
        if each.start() >= end:
            parts += [_TARGET.sub(absolute, text[end : each.start()]), each[0]]
            end = each.end()
    return "".join([*parts, _TARGET.sub(absolute, text[end:])])


def urls_of(repository: str, ref: str) -> dict[str, str]:
    """The addresses that a package index shows beside a version."""
    return {
        "Homepage": repository,
        "Documentation": f"{repository}/blob/{ref}/docs/index.md",
        "Changelog": f"{repository}/blob/{ref}/CHANGELOG.md",
        "Issues": f"{repository}/issues",
        "Source": f"{repository}/tree/{ref}",
        "Security": f"{repository}/security",
    }


def repository_of(environment: Mapping[str, str]) -> str | None:
    """The repository's address, without a slash at its end; ``None`` if it is not set. Raises ``ValueError``."""
    address = environment.get(REPOSITORY, "").strip().rstrip("/")
    if address and not re.fullmatch(r"https://[\w.-]+(?::\d+)?/[\w.-]+/[\w.-]+", address):
        raise ValueError(f"{REPOSITORY} must be like https://github.com/OWNER/medlofte, not {address!r}")
    return address or None


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the catalogues into the source tree, where an editable installation reads them, and packs them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name what git ignores as a part of the wheel."""
        del version
        paths = compile_catalogues(Path(self.root))
        build_data["artifacts"] += [f"/{path.relative_to(self.root).as_posix()}" for path in paths]


class IndexHook(MetadataHookInterface):
    """The README as a package index can show it, and the project's addresses."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set ``readme`` and ``urls``; a wheel that is built from an sdist keeps those of the sdist."""
        repository = repository_of(os.environ)
        ref = f"v{metadata['version']}"
        if "readme" not in metadata:
            text = Path(self.root, "README.md").read_text("utf-8")
            if repository is not None:
                text = with_absolute_links(text, repository, ref)
            metadata["readme"] = {"content-type": "text/markdown", "text": text}
        if repository is not None and "urls" not in metadata:
            metadata["urls"] = urls_of(repository, ref)
