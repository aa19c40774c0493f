"""The memo (*tjänsteskrivelse*): a matter laid before the municipal board, from the promise's case of that kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medlofte.documents import case
from medlofte.documents.shared import shared_view
from medlofte.documents.subject import Subject

_GAPS = {**case.GAPS, "finances": "ekonomiska konsekvenser"}


def view(subject: Subject) -> Mapping[str, Any]:
    """The memo's plain data. What the promise does not say is named in ``gaps`` and never made up."""
    memo = case.header(case.case_of(subject, "memo"))
    memo["title"] = memo["title"] or subject.promise.title
    police = [party.name for party in subject.promise.parties.values() if party.kind == "police"]
    memo["send_to"] = memo["send_to"] or police
    return {**shared_view(subject), "memo": memo, "title": memo["title"], "gaps": case.gaps(memo, _GAPS)}
