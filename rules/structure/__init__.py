"""Rules about which element may stand where."""
