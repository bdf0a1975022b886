"""Rules of volunteers and teams: hours, skills, availability, matching, occasions, handover."""
