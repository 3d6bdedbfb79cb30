"""Rules about names and values of attributes."""
