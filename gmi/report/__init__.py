"""report: an Assessment becomes something to read."""
