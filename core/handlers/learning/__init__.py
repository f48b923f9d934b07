"""What people learn, and keep for themselves."""
