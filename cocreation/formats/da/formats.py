"""Danish: 14.32, nov 2026 and 23.11.2026, and every way in which Danes type a date."""

DATETIME_FORMAT = "j. F Y H.i"
TIME_FORMAT = "H.i"
YEAR_MONTH_FORMAT = "b Y"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H.i"
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d-%m-%Y", "%d/%m %Y", "%d/%m/%Y", "%Y-%m-%d"]
