"""When a set meets, and how people type it. `holiday` is imported apart: it is slow to load."""
