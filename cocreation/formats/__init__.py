"""How dates and times are written and read, where Django's own way is not ours."""
