"""Rules about what runs and what never does."""
