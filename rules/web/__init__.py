"""Rules about URLs, security, templates."""
