"""From bytes to a tree with exact places: decode, mask, scan, build, judge."""
