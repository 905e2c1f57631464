"""What looks like a CPR number in a text. A warning only: nobody is hindered by it.

Ten digits, of which the first six are a day, a month and a year. Numbers that only share the shape
cannot be told apart; those that stand inside a longer number, a word or an address are left alone.
"""

import re

_DASHES = "-\u2010\u2011\u2012\u2013"
_SHAPE = re.compile(
    rf"(?<!\w)(?<!\d[{_DASHES}.,])(?<![/=])"
    rf"(\d\d)(\d\d)\d\d[ \u00a0]?[{_DASHES}]?[ \u00a0]?\d{{4}}"
    rf"(?!\w)(?![{_DASHES}/.,]\d)"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The most days of each month: the century is not said, so every February may have 29."""


def looks_like_cpr(text: str) -> bool:
    """Say whether a text has something that looks like a CPR number."""
    return any(_is_a_date(int(day), int(month)) for day, month in _SHAPE.findall(text))


def _is_a_date(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]
