"""Documents and files that leave the desk or come in: minutes, calendars. Plain values in, text or bytes out."""
