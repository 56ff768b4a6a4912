"""`slipway catalog`: list, show, import and export the services that are known."""
