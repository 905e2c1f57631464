"""English as read in Denmark: the day comes first, the month is a word, the clock has 24 hours."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "M Y"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y H:i"
DATE_INPUT_FORMATS = ["%d %b %Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m %Y", "%d/%m/%Y", "%Y-%m-%d"]
FIRST_DAY_OF_WEEK = 1
