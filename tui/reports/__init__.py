"""What leaves the desk, and what comes in the same form: calendars, and the days that they are made of."""
