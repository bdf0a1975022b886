"""Files and links that are attached to a record (附件): how they are read, called and told apart, and how many there may be."""
