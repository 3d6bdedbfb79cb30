"""The language server: the linter in an editor, over the Language Server Protocol.

``app`` speaks the protocol. The features (``diagnostics``, ``actions``, ``hover``, ...) are functions of a document and
a place in it, so that they can be tested without a client. ``vocabulary`` is the only module that asks the schema.
"""
