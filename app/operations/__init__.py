"""What an operator asks of Slipway and tells it: rows are read and changed; GitHub seldom asked."""
