"""Does it hold together? One small generator for each rule, over a promise of the right shape and its logs.

A rule's name is its code and its docstring is its manual. It says where, what and the way out; the table below gives
the severity. No rule reads a clock, so the same files give the same verdict tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from medlofte.core.diagnostic import Code, Finding, Severity
from medlofte.core.record import Record
from medlofte.validation.rules import activities, entries, figures, persons, promise
from medlofte.validation.rules.dossier import LoggedPromise, PartyLog


class Rule(Record):
    """A rule of the table: what it checks, and how grave it is to break it."""

    severity: Severity
    check: Callable[[LoggedPromise], Iterator[Finding]]

    @property
    def code(self) -> Code:
        """The rule's code; its text is the docstring's, on one line."""
        name = self.check.__name__.replace("_", "-")
        return Code(name, self.severity, " ".join((self.check.__doc__ or "").split()))


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES = (
    Rule(ERROR, promise.period_missing),
    Rule(ERROR, promise.period_reversed),
    Rule(WARNING, promise.last_month_unclear),
    Rule(ERROR, promise.municipality_unknown),
    Rule(ERROR, promise.municipality_mismatch),
    Rule(WARNING, promise.follows_nothing),
    Rule(ERROR, promise.follows_itself),
    Rule(NOTE, promise.adopted_without_decision),
    Rule(WARNING, promise.decision_after_period),
    Rule(ERROR, promise.changed_since_decision),
    Rule(NOTE, promise.decision_without_fingerprint),
    Rule(WARNING, promise.unknown_fingerprint),
    Rule(ERROR, promise.followup_before_start),
    Rule(ERROR, activities.unknown_party),
    Rule(ERROR, activities.unknown_focus_area),
    Rule(NOTE, activities.activity_without_focus_area),
    Rule(WARNING, activities.activity_in_watched_area),
    Rule(NOTE, activities.not_measurable),
    Rule(ERROR, activities.pace_with_rate),
    Rule(WARNING, activities.pace_outside_period),
    Rule(WARNING, activities.rate_wants_nothing),
    Rule(ERROR, activities.activity_period_reversed),
    Rule(ERROR, activities.activity_period_outside),
    Rule(WARNING, activities.deadline_outside_period),
    Rule(ERROR, entries.log_owner_unknown),
    Rule(ERROR, entries.unknown_activity),
    Rule(WARNING, entries.entry_outside_period),
    Rule(WARNING, entries.entry_after_closing),
    Rule(ERROR, entries.figure_on_milestone),
    Rule(ERROR, entries.all_without_coverage),
    Rule(WARNING, entries.done_without_milestone),
    Rule(WARNING, entries.within_without_time_limit),
    Rule(ERROR, entries.part_exceeds_whole),
    Rule(WARNING, entries.count_beside_reading),
    Rule(WARNING, entries.decimal_count),
    Rule(ERROR, persons.sensitive_too_fine),
    Rule(NOTE, entries.party_not_responsible),
    Rule(NOTE, entries.entry_without_ref),
    Rule(WARNING, entries.type_not_pooled),
    Rule(WARNING, entries.unknown_tag),
    Rule(WARNING, entries.more_than_all),
    Rule(NOTE, entries.assessment_without_reason),
    Rule(WARNING, figures.kept_against_figures),
    Rule(WARNING, figures.equal_entries),
    Rule(WARNING, figures.repeated_ref),
    Rule(ERROR, figures.ref_conflict),
    Rule(WARNING, figures.overlapping_entries),
    Rule(ERROR, figures.totals_conflict),
    Rule(WARNING, figures.total_too_low),
    Rule(WARNING, figures.interval_across_total),
    Rule(ERROR, figures.milestone_conflict),
)

CODES = tuple(rule.code for rule in RULES)

__all__ = ["CODES", "RULES", "LoggedPromise", "PartyLog", "Rule"]
