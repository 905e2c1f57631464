"""The rights of the people whose data is here: see it, take it along, have it erased."""
