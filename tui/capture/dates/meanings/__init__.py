"""The meaning of each phrase for a day: calendar arithmetic relative to today.

Each function takes the `DateContext` and the values of the phrase, and returns `Days`. It raises `NoSuchDay`,
with an error message, for a date that does not exist, and `NotADate` where the words are no date after all.

Conventions. Weeks begin on Monday. `周五` is the next Friday, today included; `本周五` the Friday of this
week, past or not; `下周五` that of next week; English `this friday` and `next friday` likewise. `26号` is the
next 26th, today included. A month and day that passed more than half a year ago is next year's. The beginning
of a month is the 1st, its middle the 15th, its end the last day. `三天内` is by the third day from today.
A festival is the next one, today included; before it is the day before, after it the first day after its
holiday, which in a year not yet published is the days off by law with the weekend beside them. In a record of the past (hours of
service) weekdays and days of the month are the most recent ones instead, and so is all that comes every year.
"""
