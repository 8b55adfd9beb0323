"""find: a Document becomes Mentions."""
