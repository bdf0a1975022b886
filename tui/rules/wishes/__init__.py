"""Rules of wishes: workflow, number, deadline, category, order by urgency."""
