"""Rules of program text: calls of Twilio's helper libraries."""
