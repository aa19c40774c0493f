"""Promise and log to tallies: how far each activity has come, as of a day.

What every figure means is told in ``docs/format.md``. Derived figures are worked out here each time and stored nowhere.
``tally.progress_of`` is where a reader begins.
"""
