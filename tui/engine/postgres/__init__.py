"""The engine on PostgreSQL: documents in memory, a row a document and a row a commit in a database that many share."""
