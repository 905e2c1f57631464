"""Letters about what has a day, and a private calendar of it; each person says how often."""
