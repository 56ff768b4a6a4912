"""Slipway: approved service requests become paired repositories, and stay in step."""
