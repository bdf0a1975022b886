"""Names found by any spelling: characters, pinyin, initials, with typos."""
