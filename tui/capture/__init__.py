"""Reading what people type quickly: dates as they say them."""
