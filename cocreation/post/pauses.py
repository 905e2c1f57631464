"""How long a letter waits after a failed attempt: longer each time, some three days in all."""

import datetime

PAUSES = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)
"""Minutes after the first attempt, the second, and so on."""


def pause(attempts: int) -> datetime.timedelta | None:
    """Return the pause after so many attempts; None when there are to be no more."""
    if attempts > len(PAUSES):
        return None
    return datetime.timedelta(minutes=PAUSES[max(attempts, 1) - 1])
