"""The configuration: found, read, checked, merged, and resolved for each document."""
