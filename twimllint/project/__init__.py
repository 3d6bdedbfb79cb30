"""Many documents: configuration, discovery, and the runner that keeps their order."""
