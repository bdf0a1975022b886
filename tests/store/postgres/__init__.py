"""The engine on PostgreSQL: what is about the database and the way to it."""
