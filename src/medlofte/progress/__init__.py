"""Promise and log to tallies: how far each activity has come, as of a day.

What every figure means is told in ``docs/format.md``. Derived figures are worked out here each time and stored nowhere.
"""

from medlofte.progress.status import Status
from medlofte.progress.tally import Assessment, Deviation, PartDone, Progress, Tally, progress_of
from medlofte.progress.wanted import Elapsed

__all__ = ["Assessment", "Deviation", "Elapsed", "PartDone", "Progress", "Status", "Tally", "progress_of"]
