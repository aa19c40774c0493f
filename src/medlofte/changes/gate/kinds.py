"""The gate's table: every kind of change to a promise or a log, with how it weighs. ``docs/gate.md`` shows it."""

from __future__ import annotations

from medlofte.changes.gate.grade import Grade, Kind

_W, _U, _S, _N = Grade.WEAKER, Grade.UNCLEAR, Grade.STRONGER, Grade.NEUTRAL

# Targets
TARGET_LOWERED = Kind("target-lowered", _W, "Less is promised: the number is lower.")
TARGET_DROPPED = Kind("target-dropped", _W, "There is no longer a number to reach.")
RATE_THINNED = Kind("rate-thinned", _W, "It is promised less often.")
RATE_AVERAGED = Kind("rate-averaged", _W, "What was promised each time is now promised on average.")
COVERAGE_SIZE_REMOVED = Kind(
    "coverage-size-removed", _W, "How many all are is no longer said, so nothing can be reckoned."
)
TIME_LIMIT_LONGER = Kind("time-limit-longer", _W, "It is promised to take longer.")
DEADLINE_LATER = Kind("deadline-later", _W, "It is promised for a later day.")
DEADLINE_REMOVED = Kind("deadline-removed", _W, "It is no longer promised for a certain day.")
UNIT_CHANGED = Kind("unit-changed", _U, "Something else is counted, so the numbers can't be compared.")
TARGET_KIND_CHANGED = Kind(
    "target-kind-changed", _U, "The target is of another kind, and which asks for more can't be reckoned."
)
TARGET_REWRITTEN = Kind("target-rewritten", _N, "The target is written in another way and asks for as much.")
TARGET_RAISED = Kind("target-raised", _S, "More is promised: the number is higher.")
TARGET_SET = Kind("target-set", _S, "There is now a number to reach.")
RATE_NOT_AVERAGED = Kind("rate-not-averaged", _S, "What was promised on average is now promised each time.")
COVERAGE_SIZE_SET = Kind("coverage-size-set", _S, "It is now said how many all are.")
TIME_LIMIT_SHORTER = Kind("time-limit-shorter", _S, "It is promised to go faster.")
DEADLINE_EARLIER = Kind("deadline-earlier", _S, "It is promised for an earlier day.")
DEADLINE_SET = Kind("deadline-set", _S, "It is now promised for a certain day.")
PART_DROPPED = Kind("part-dropped", _W, "A part that had a floor of its own (of_which) no longer has one.")
PART_LOWERED = Kind("part-lowered", _W, "The floor of a part (of_which) is lower.")
PART_RAISED = Kind("part-raised", _S, "A part has a floor of its own (of_which), or a higher one.")

# Periods
PERIOD_LONGER = Kind("period-longer", _W, "The same work may take longer, or the end was moved to a later day.")
PERIOD_SHORTER = Kind("period-shorter", _W, "What goes on all the time is promised for a shorter time.")
PERIOD_TIGHTENED = Kind(
    "period-tightened", _S, "As much is promised in less time, or what goes on is promised for longer."
)
PACE_CHANGED = Kind("pace-changed", _U, "When the work is expected has changed, and with it who is behind.")

# Who, where and on what terms
ACTIVITY_REMOVED = Kind("activity-removed", _W, "An activity is no longer promised.")
ACTIVITY_ADDED = Kind("activity-added", _S, "One more activity is promised.")
PARTY_REMOVED = Kind("party-removed", _W, "A party no longer stands behind the promise.")
PARTY_ADDED = Kind("party-added", _S, "One more party stands behind the promise.")
RESPONSIBLE_NARROWED = Kind("responsible-narrowed", _W, "A party no longer answers for the activity.")
RESPONSIBLE_WIDENED = Kind("responsible-widened", _S, "One more party answers for the activity.")
SUPPORT_REMOVED = Kind("support-removed", _W, "A party no longer supports the activity.")
SUPPORT_ADDED = Kind("support-added", _S, "One more party supports the activity.")
PLACE_REMOVED = Kind("place-removed", _W, "A place is no longer named in the promise.")
PLACE_ADDED = Kind("place-added", _S, "One more place is named in the promise.")
PLACES_NAMED = Kind("places-named", _U, "What was promised without a place is now promised for certain places.")
CONDITION_ADDED = Kind("condition-added", _W, "What was promised is now promised on a condition.")
BEST_EFFORT_ADDED = Kind("best-effort-added", _W, "What was promised is now only worked towards.")
BEST_EFFORT_REMOVED = Kind("best-effort-removed", _S, "What was only worked towards is now promised.")
BEYOND_ORDINARY_REMOVED = Kind("beyond-ordinary-removed", _W, "It no longer comes on top of the ordinary work.")
BEYOND_ORDINARY_ADDED = Kind("beyond-ordinary-added", _S, "It now comes on top of the ordinary work.")
COUNTING_RULE_CHANGED = Kind(
    "counting-rule-changed", _W, "What counts as one has changed, so the same number may mean less."
)
COUNTING_RULE_ADDED = Kind("counting-rule-added", _U, "It is now said what counts as one.")
POOL_WIDENED = Kind("pool-widened", _W, "More kinds of work count towards the same number.")
POOL_NARROWED = Kind("pool-narrowed", _S, "Fewer kinds of work count towards the same number.")
POOL_CHANGED = Kind("pool-changed", _U, "Whether several kinds of work count towards one number has changed.")
SENSITIVITY_CHANGED = Kind("sensitivity-changed", _U, "Whether small figures are shown in public has changed.")
FOCUS_AREA_REMOVED = Kind("focus-area-removed", _U, "A focus area is gone, and with it what it said.")
FOCUS_AREA_WATCHED = Kind("focus-area-watched", _U, "Whether anything is promised in a focus area has changed.")

# Effects and follow-ups
EFFECT_REMOVED = Kind("effect-removed", _W, "What the promise should lead to is no longer said.")
EFFECT_ADDED = Kind("effect-added", _S, "One more effect is to be reached.")
BASELINE_CHANGED = Kind("baseline-changed", _U, "What the effect is measured against has changed.")
FOLLOWUP_REMOVED = Kind("followup-removed", _W, "A follow-up is no longer promised.")
FOLLOWUP_LATER = Kind("followup-later", _W, "A follow-up is promised for a later day.")
FOLLOWUP_THINNED = Kind("followup-thinned", _W, "It is promised to follow up less often.")
FOLLOWUP_EARLIER = Kind("followup-earlier", _S, "A follow-up is promised for an earlier day.")
FOLLOWUP_OFTENER = Kind("followup-oftener", _S, "It is promised to follow up more often.")
FOLLOWUP_ADDED = Kind("followup-added", _S, "One more follow-up is promised.")

# Texts
REWORDED = Kind("reworded", _U, "An adopted text has other words, and only people can weigh them.")
TEXT_REMOVED = Kind("text-removed", _U, "An adopted text is gone.")
TEXT_ADDED = Kind("text-added", _N, "A text has been added to what was adopted.")
ASIDE_CHANGED = Kind("aside-changed", _N, "A note, a source, a case or something else that binds nobody has changed.")
RENAMED = Kind("renamed", _N, "The same content has another key.")

# Status, decisions and files
STATUS_MOVED_BACK = Kind("status-moved-back", _W, "What was adopted is said not to be, or what was closed to be open.")
STATUS_MOVED_FORWARD = Kind("status-moved-forward", _N, "The promise has been adopted or closed.")
DECISION_REMOVED = Kind("decision-removed", _W, "A decision is gone; what was decided stays decided.")
DECISION_ALTERED = Kind("decision-altered", _W, "A decision says something else than it did.")
DECISION_MARKED = Kind("decision-marked", _N, "A decision was given the fingerprint of what it decided.")
DECISION_ADDED = Kind("decision-added", _N, "A decision was added.")
DECISION_NAMES_TOO_MUCH = Kind("decision-names-too-much", _U, "A decision names something that was not changed.")
PROMISE_REMOVED = Kind("promise-removed", _W, "A promise is no longer among the promises.")
PROMISE_ADDED = Kind("promise-added", _N, "A new promise.")
PROMISE_RENAMED = Kind("promise-renamed", _N, "A promise has another file name.")
NOT_COMPARED = Kind("not-compared", _U, "A file could not be read as it was, so what it promised can't be compared.")
UNREADABLE_NOW = Kind("unreadable-now", _W, "What can't be read any longer says nothing that anybody knows.")

# Logs
ENTRY_REMOVED = Kind("entry-removed", _W, "What was logged is gone.")
ENTRY_RAISED = Kind("entry-raised", _W, "What was logged says more than it did.")
ENTRY_REDATED = Kind("entry-redated", _W, "What was logged has another date.")
ENTRY_MOVED = Kind("entry-moved", _W, "What was logged counts for another activity.")
ASSESSMENT_BETTERED = Kind("assessment-bettered", _W, "The parties' own judgement is better than it was.")
DEVIATION_REMOVED = Kind("deviation-removed", _W, "That something went otherwise, or why, is no longer told.")
ENTRY_CHANGED = Kind("entry-changed", _U, "What was logged says something else than it did.")
ENTRY_COMPLETED = Kind("entry-completed", _N, "What was logged was given a ref or a note.")
ENTRIES_ADDED = Kind("entries-added", _N, "More has been logged.")

KINDS: tuple[Kind, ...] = tuple(each for each in list(globals().values()) if isinstance(each, Kind))
"""Every kind, in the order above."""

CODES = tuple(kind.code for kind in KINDS)
