"""What TwiML allows: the XSD read into tables, nearest names, data files, the XSD safety net and users' schemas."""
