"""What leaves the desk: minutes, ledgers, notices, calendars. Plain values in, text or files out."""
