"""Rules about reading the file: XML, encoding, size."""
