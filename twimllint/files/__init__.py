"""Files: which ones to look at, whether they are TwiML, reading and writing them."""
