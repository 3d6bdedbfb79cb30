"""Rules about Say, SSML, Play, Gather."""
