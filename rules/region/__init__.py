"""Rules about Twilio Regions and edges."""
