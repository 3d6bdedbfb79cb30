"""Tags of template languages: found, classified, and masked so that every offset stays true.

One module for each family of languages; ``schemas/templates.json`` is the table of the languages themselves.
"""
