"""measure: Mentions become Indicators."""
