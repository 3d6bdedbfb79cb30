"""From bytes to a tree with exact places: decode, mask, scan, check that it is well-formed."""
