"""``due --format json``: one document, described in ``docs/cli.md``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from medlofte.core.escaping import json_text
from medlofte.core.messages import Translator
from medlofte.due import Obligation, ObligationKind
from medlofte.reports.due.view import DueReportOptions, Owing


def render(owing: Sequence[Owing], translator: Translator, setting: DueReportOptions) -> str:
    """Everything that is owed as JSON, version 1; the messages are in the reader's language."""
    return json_text(document_of(owing, translator, setting))


def document_of(owing: Sequence[Owing], translator: Translator, setting: DueReportOptions) -> dict[str, Any]:
    """The document as plain values."""
    kinds = [duty.kind for each in owing for duty in each.duties]
    return {
        "format": 1,
        "as_of": setting.as_of.isoformat(),
        "until": setting.until.isoformat(),
        "promises": [_promise(each, translator, setting) for each in owing],
        "summary": {kind.value: kinds.count(kind) for kind in ObligationKind},
    }


def _promise(owing: Owing, translator: Translator, setting: DueReportOptions) -> dict[str, Any]:
    return {
        "id": owing.promise.id,
        "title": owing.promise.title,
        "duties": [_obligation(duty, translator, setting) for duty in owing.duties],
    }


def _obligation(duty: Obligation, translator: Translator, setting: DueReportOptions) -> dict[str, Any]:
    followup, about = duty.followup, duty.about
    return {
        "kind": duty.kind.value,
        "severity": duty.kind.severity.word,
        "activity": duty.activity,
        "day": duty.day.isoformat(),
        "days": (setting.as_of - duty.day).days,
        "due": duty.due and {"start": duty.due.first.isoformat(), "end": duty.due.last.isoformat()},
        "about": about and about.end and {"start": about.start.isoformat(), "end": about.end.isoformat()},
        "to": followup and followup.to,
        "form": followup and followup.form,
        "note": followup and followup.note,
        "message": translator.plain(duty.message),
    }
