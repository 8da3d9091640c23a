"""What waits for a person, what he decides, and what becomes of it."""
