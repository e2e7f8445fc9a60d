"""The embedded PostgreSQL and Valkey, and the supervisor that starts them and everything of a demo."""
