"""The gate's table: every kind of change to a promise or a log, with how it weighs. ``docs/gate.md`` shows it."""

from __future__ import annotations

from medlofte.changes.gate.grade import ChangeKind, Grade

_W, _U, _S, _N = Grade.WEAKER, Grade.UNCLEAR, Grade.STRONGER, Grade.NEUTRAL

# Targets
TARGET_LOWERED = ChangeKind("target-lowered", _W, "Less is promised: the number is lower.")
TARGET_DROPPED = ChangeKind("target-dropped", _W, "There is no longer a number to reach.")
RATE_THINNED = ChangeKind("rate-thinned", _W, "It is promised less often.")
RATE_AVERAGED = ChangeKind("rate-averaged", _W, "What was promised each time is now promised on average.")
COVERAGE_SIZE_REMOVED = ChangeKind(
    "coverage-size-removed", _W, 'The number that "all" means is removed, so no share can be computed.'
)
TIME_LIMIT_LONGER = ChangeKind("time-limit-longer", _W, "It is promised to take longer.")
DEADLINE_LATER = ChangeKind("deadline-later", _W, "It is promised for a later day.")
DEADLINE_REMOVED = ChangeKind("deadline-removed", _W, "It is no longer promised for a certain day.")
UNIT_CHANGED = ChangeKind("unit-changed", _U, "Something else is counted, so the numbers can't be compared.")
TARGET_KIND_CHANGED = ChangeKind(
    "target-kind-changed", _U, "The target is of another kind, and which one asks for more can't be computed."
)
TARGET_REWRITTEN = ChangeKind("target-rewritten", _N, "The target is written in another way and asks for as much.")
TARGET_RAISED = ChangeKind("target-raised", _S, "More is promised: the number is higher.")
TARGET_SET = ChangeKind("target-set", _S, "There is now a number to reach.")
RATE_NOT_AVERAGED = ChangeKind("rate-not-averaged", _S, "What was promised on average is now promised each time.")
COVERAGE_SIZE_SET = ChangeKind("coverage-size-set", _S, 'The number that "all" means is added.')
TIME_LIMIT_SHORTER = ChangeKind("time-limit-shorter", _S, "It is promised to go faster.")
DEADLINE_EARLIER = ChangeKind("deadline-earlier", _S, "It is promised for an earlier day.")
DEADLINE_SET = ChangeKind("deadline-set", _S, "It is now promised for a certain day.")
PART_DROPPED = ChangeKind("part-dropped", _W, "A part no longer has a minimum of its own (`of_which`).")
PART_LOWERED = ChangeKind("part-lowered", _W, "The minimum of a part (`of_which`) is lower.")
PART_RAISED = ChangeKind("part-raised", _S, "A part has a minimum of its own (`of_which`), or a higher one.")

# Periods
PERIOD_LONGER = ChangeKind("period-longer", _W, "The same work may take longer, or the end was moved to a later day.")
PERIOD_SHORTER = ChangeKind("period-shorter", _W, "What goes on all the time is promised for a shorter time.")
PERIOD_TIGHTENED = ChangeKind(
    "period-tightened", _S, "As much is promised in less time, or what goes on is promised for longer."
)
PACE_CHANGED = ChangeKind("pace-changed", _U, "When the work is expected has changed, and with it who is behind.")

# Who, where and on what terms
ACTIVITY_REMOVED = ChangeKind("activity-removed", _W, "An activity is no longer promised.")
ACTIVITY_ADDED = ChangeKind("activity-added", _S, "One more activity is promised.")
PARTY_REMOVED = ChangeKind("party-removed", _W, "A party no longer gives the promise.")
PARTY_ADDED = ChangeKind("party-added", _S, "One more party gives the promise.")
RESPONSIBLE_NARROWED = ChangeKind("responsible-narrowed", _W, "A party no longer answers for the activity.")
RESPONSIBLE_WIDENED = ChangeKind("responsible-widened", _S, "One more party answers for the activity.")
SUPPORT_REMOVED = ChangeKind("support-removed", _W, "A party no longer supports the activity.")
SUPPORT_ADDED = ChangeKind("support-added", _S, "One more party supports the activity.")
PLACE_REMOVED = ChangeKind("place-removed", _W, "A place is no longer named in the promise.")
PLACE_ADDED = ChangeKind("place-added", _S, "One more place is named in the promise.")
PLACES_NAMED = ChangeKind("places-named", _U, "What was promised without a place is now promised for certain places.")
CONDITION_ADDED = ChangeKind("condition-added", _W, "What was promised is now promised on a condition.")
BEST_EFFORT_ADDED = ChangeKind("best-effort-added", _W, "What was promised is now only worked towards.")
BEST_EFFORT_REMOVED = ChangeKind("best-effort-removed", _S, "What was only worked towards is now promised.")
BEYOND_ORDINARY_REMOVED = ChangeKind("beyond-ordinary-removed", _W, "It no longer comes on top of the ordinary work.")
BEYOND_ORDINARY_ADDED = ChangeKind("beyond-ordinary-added", _S, "It now comes on top of the ordinary work.")
COUNTING_RULE_CHANGED = ChangeKind(
    "counting-rule-changed", _W, "What counts as one has changed, so the same number may mean less."
)
COUNTING_RULE_ADDED = ChangeKind("counting-rule-added", _U, "A definition of what counts as one is added.")
POOL_WIDENED = ChangeKind("pool-widened", _W, "More kinds of work count towards the same number.")
POOL_NARROWED = ChangeKind("pool-narrowed", _S, "Fewer kinds of work count towards the same number.")
POOL_CHANGED = ChangeKind("pool-changed", _U, "Whether several kinds of work count towards one number has changed.")
SENSITIVITY_CHANGED = ChangeKind("sensitivity-changed", _U, "Whether small figures are shown in public has changed.")
FOCUS_AREA_REMOVED = ChangeKind("focus-area-removed", _U, "A focus area was removed, with its texts.")
FOCUS_AREA_WATCHED = ChangeKind("focus-area-watched", _U, "Whether anything is promised in a focus area has changed.")

# Effects and follow-ups
EFFECT_REMOVED = ChangeKind("effect-removed", _W, "The effect that the promise aims for was removed.")
EFFECT_ADDED = ChangeKind("effect-added", _S, "One more effect is to be reached.")
BASELINE_CHANGED = ChangeKind("baseline-changed", _U, "What the effect is measured against has changed.")
FOLLOWUP_REMOVED = ChangeKind("followup-removed", _W, "A follow-up is no longer promised.")
FOLLOWUP_LATER = ChangeKind("followup-later", _W, "A follow-up is promised for a later day.")
FOLLOWUP_THINNED = ChangeKind("followup-thinned", _W, "It is promised to follow up less often.")
FOLLOWUP_EARLIER = ChangeKind("followup-earlier", _S, "A follow-up is promised for an earlier day.")
FOLLOWUP_OFTENER = ChangeKind("followup-oftener", _S, "It is promised to follow up more often.")
FOLLOWUP_ADDED = ChangeKind("followup-added", _S, "One more follow-up is promised.")

# Texts
REWORDED = ChangeKind(
    "reworded", _U, "The words of an adopted text have changed; only people can judge what that means."
)
TEXT_REMOVED = ChangeKind("text-removed", _U, "An adopted text is gone.")
TEXT_ADDED = ChangeKind("text-added", _N, "A text has been added to what was adopted.")
ASIDE_CHANGED = ChangeKind(
    "aside-changed", _N, "A note, a source, a case or something else that binds nobody has changed."
)
RENAMED = ChangeKind("renamed", _N, "The same content has another key.")

# Status, decisions and files
STATUS_MOVED_BACK = ChangeKind(
    "status-moved-back", _W, "The status of an adopted promise was moved back, or a closed one was opened."
)
STATUS_MOVED_FORWARD = ChangeKind("status-moved-forward", _N, "The promise has been adopted or closed.")
DECISION_REMOVED = ChangeKind("decision-removed", _W, "A decision is gone; what was decided stays decided.")
DECISION_ALTERED = ChangeKind("decision-altered", _W, "A decision says something else than it did.")
DECISION_MARKED = ChangeKind("decision-marked", _N, "A decision was given the fingerprint of what it decided.")
DECISION_ADDED = ChangeKind("decision-added", _N, "A decision was added.")
DECISION_NAMES_TOO_MUCH = ChangeKind("decision-names-too-much", _U, "A decision names something that was not changed.")
PROMISE_REMOVED = ChangeKind("promise-removed", _W, "A promise is no longer among the promises.")
PROMISE_ADDED = ChangeKind("promise-added", _N, "A new promise.")
PROMISE_RENAMED = ChangeKind("promise-renamed", _N, "A promise has another file name.")
NOT_COMPARED = ChangeKind(
    "not-compared", _U, "A file could not be read as it was, so what it promised can't be compared."
)
UNREADABLE_NOW = ChangeKind("unreadable-now", _W, "What can't be read any longer says nothing that anybody knows.")

# Logs
ENTRY_REMOVED = ChangeKind("entry-removed", _W, "What was logged is gone.")
ENTRY_RAISED = ChangeKind("entry-raised", _W, "What was logged says more than it did.")
ENTRY_REDATED = ChangeKind("entry-redated", _W, "What was logged has another date.")
ENTRY_MOVED = ChangeKind("entry-moved", _W, "What was logged counts for another activity.")
ASSESSMENT_BETTERED = ChangeKind("assessment-bettered", _W, "The parties' own judgement is better than it was.")
DEVIATION_REMOVED = ChangeKind("deviation-removed", _W, "A deviation or its reason was removed.")
ENTRY_CHANGED = ChangeKind("entry-changed", _U, "What was logged says something else than it did.")
ENTRY_COMPLETED = ChangeKind("entry-completed", _N, "What was logged was given a ref or a note.")
ENTRIES_ADDED = ChangeKind("entries-added", _N, "More has been logged.")

KINDS: tuple[ChangeKind, ...] = tuple(each for each in list(globals().values()) if isinstance(each, ChangeKind))
"""Every kind, in the order above."""

CODES = tuple(kind.code for kind in KINDS)
