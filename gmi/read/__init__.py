"""read: a file becomes a Document."""
