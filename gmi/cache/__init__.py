"""cache: what was worked out before about files that haven't changed.

Values are bytes by a key that hashes everything they depend on (`gmi.cache.key`); whoever keeps a value
checks it again when it comes back. A cache that can't be used is as good as an empty one, never an error.
"""

from gmi.cache.folder import Cache
from gmi.cache.key import key_of

__all__ = ["Cache", "key_of"]
