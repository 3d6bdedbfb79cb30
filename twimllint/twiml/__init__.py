"""What TwiML means, as views that rules ask for: placement, flow, speech, phone numbers, URLs, rooms, Regions."""
