"""Dialogue conferences with the people, and what becomes of every opinion."""
