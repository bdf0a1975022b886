"""The engine of one folder: a snapshot, a journal and a lock, shared by any number of processes."""
