"""Schemas and data of TwiML: XSD files for structure, JSON files for names, limits and errors."""
