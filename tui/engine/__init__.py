"""How documents are kept: transactions and the change feed, and the engines behind them."""
