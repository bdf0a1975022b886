"""What the phrases for days mean: calendar arithmetic from today.

Each function is given what surrounds the phrase (`Seen`) and the values of its words, and gives a
`Days`. `Impossible` says in words why there is no such day; `NotADate` that this is something else.

Conventions. Weeks begin on Monday. `周五` is the next Friday, today included; `本周五` the Friday of this
week, also when it is past; `下周五` that of the next week; English `next friday` and `this friday`
likewise. `26号` is the next 26th, today included; a month and day that is gone for more than half a
year is next year's. The beginning of a month is the 1st, its middle the 15th, its end the last day.
`三天内` is by the third day from today. Festivals are the next ones, today included; before a festival is
the day before it, after it the day after its published holiday, or else the day after it. Where what is
spoken of is past (hours of service), weekdays and days of the month are the last ones instead.
"""
