"""A demo's data: real cases placed by us, and a few examples that say that they are made up."""
