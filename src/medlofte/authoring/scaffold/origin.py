"""Where medlofte is installed from, as a requirement that pip takes: from PEP 610's record to PEP 508's text.

Pure functions: the record ``direct_url.json`` of an installed distribution is an argument, as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from medlofte.core.record import Record

ADDRESS = r"(?:https?|file|(?:git|hg|svn|bzr)\+(?:https?|ssh|file|git))://[A-Za-z0-9._~:/?#@!$&()*+,;=%\[\]-]+"
"""An address that pip can install from, with nothing in it that ends a requirement, a line or a quoted YAML text."""
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_HASH = re.compile(r"[0-9a-f]{32,128}")
_HASHES = ("sha256", "sha512", "sha384", "sha224")
"""The algorithms that pip checks an archive by, best first."""
_SECRET = re.compile(r"(?:^|&)[^=&]*(?:token|secret|passw|key|sig|auth|credential)[^=&]*=", re.IGNORECASE)
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


class Origin(Record):
    """The requirement that installs medlofte from where it was itself installed from.

    ``is_local`` is true of an address that only this computer reaches. ``had_credentials`` is true when the record
    had a user name or a password in its address; the requirement is without them.
    """

    requirement: str
    is_local: bool = False
    had_credentials: bool = False


def parse_record(record: str) -> Origin | None:
    """The origin that a ``direct_url.json`` names; ``None`` for a record that is damaged or of an unknown kind."""
    try:
        value = json.loads(record)
        return _origin(value) if isinstance(value, dict) else None
    except (ValueError, RecursionError):  # not JSON, or not an address
        return None


def name_requirement(address: str, name: str = "medlofte") -> str:
    """The requirement that an address makes, with the project's name and extras where pip takes them.

    Before version 24.1 pip refuses a name before ``git+file:`` and takes the address alone.
    """
    return address if name == "medlofte" and address.startswith("git+file:") else f"{name} @ {address}"


def has_credentials(address: str) -> bool:
    """Whether an address holds a user name, a password or a key, as far as its form shows.

    The user name alone is no secret over SSH, where it chooses an account (``git@``). Raises ``ValueError`` for what is
    not an address.
    """
    parts = urlsplit(address)
    return _without_credentials(parts) != parts or bool(_SECRET.search(parts.query))


def _origin(record: Mapping[str, Any]) -> Origin | None:
    kinds = [kind for kind in _KINDS if isinstance(record.get(kind), dict)]
    if len(kinds) != 1 or not isinstance(record.get("url"), str):
        return None
    given = urlsplit(record["url"])
    clean = _without_credentials(given)
    address = _KINDS[kinds[0]](clean._replace(fragment="").geturl(), record[kinds[0]])
    subdirectory = record.get("subdirectory", "")
    if address is None or not isinstance(subdirectory, str) or _SECRET.search(given.query):
        return None
    if subdirectory:
        address += f"{'&' if '#' in address else '#'}subdirectory={subdirectory}"
    if not re.fullmatch(ADDRESS, address):
        return None
    is_local = clean.scheme == "file" or clean.hostname in _THIS_COMPUTER
    return Origin(name_requirement(address), is_local, clean != given)


def _without_credentials(parts: SplitResult) -> SplitResult:
    """The address without password, and without user name unless it is SSH's."""
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    is_ssh = parts.scheme.rpartition("+")[2] == "ssh"
    return parts._replace(netloc=f"{name}@{host}" if is_ssh and name else host)


def _commit_address(url: str, info: Mapping[str, Any]) -> str | None:
    """A commit in a git repository."""
    commit = info.get("commit_id")
    if info.get("vcs") != "git" or not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        return None
    return f"git+{url}@{commit}"


def _archive_address(url: str, info: Mapping[str, Any]) -> str | None:
    """A file, with its hash where the record has one."""
    found = info.get("hashes")
    hashes = found if isinstance(found, dict) else {}
    if isinstance(info.get("hash"), str):  # the form before hashes, still written by many installers
        name, _, digest = info["hash"].partition("=")
        hashes = {name: digest, **hashes}
    if not hashes:
        return url
    for name in _HASHES:
        if name in hashes:
            digest = hashes[name]
            return f"{url}#{name}={digest}" if isinstance(digest, str) and _HASH.fullmatch(digest) else None
    return None


def _folder_address(url: str, _: Mapping[str, Any]) -> str | None:
    """A folder, editable or not."""
    return url if url.startswith("file:///") else None


_KINDS: Mapping[str, Callable[[str, Mapping[str, Any]], str | None]] = {
    "vcs_info": _commit_address,
    "archive_info": _archive_address,
    "dir_info": _folder_address,
}
