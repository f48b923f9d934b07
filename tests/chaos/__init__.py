"""Real processes, really killed: what was asked for is said, once, or as it was chosen."""
