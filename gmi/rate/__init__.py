"""rate: Indicators become an Assessment."""
