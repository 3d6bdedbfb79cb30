"""Rules about which element is allowed where."""
