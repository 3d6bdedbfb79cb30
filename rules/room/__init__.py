"""Rules about Connect and Room."""
