"""Fingerprints: the same fault keeps its mark when lines above it come and go."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.personal_data import mask_identity_numbers


def fingerprints(diagnostics: Sequence[LocatedDiagnostic]) -> list[str]:
    """A mark of 16 hexadecimal digits for each diagnostic, made from what it is about and not from where it stands.

    Made from code, file, the words of the line, the keys on the way, and, among equals, the order. Identity numbers are
    masked first, for there are so few of them that one could be found again by its mark.
    """
    from hashlib import sha256  # here, because only machine formats need it

    seen: dict[str, int] = {}
    marks = []
    for each in diagnostics:
        keys = "/".join(step for step in each.route if isinstance(step, str))
        words = " ".join((each.about or each.line).split())
        about = mask_identity_numbers("\0".join((each.code, each.path, keys, words)))
        seen[about] = seen.get(about, 0) + 1
        marks.append(sha256(f"{about}\0{seen[about]}".encode(errors="surrogatepass")).hexdigest()[:16])
    return marks
