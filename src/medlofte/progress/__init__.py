"""How far each activity has come on a date: events, figure, target, status, pace, forecast, in numbers and words.

``docs/format.md`` defines every figure. Derived figures are computed each time and stored nowhere.
Begin at ``tally.progress_of``.
"""
