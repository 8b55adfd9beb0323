"""The lexicons: words, policy areas, instruments and questions, as data."""
