"""Every text that Slipway posts on GitHub; all that people typed passes through app.domain.text."""
