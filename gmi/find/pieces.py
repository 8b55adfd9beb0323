"""What a text is cut into: words and single other characters, each with the blank that follows it."""

import re

PIECE = re.compile(r"\w+ ?|[^\w\s] ?|\s")
