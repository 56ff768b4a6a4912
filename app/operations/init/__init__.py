"""`slipway init`: a control repository that is there, filled by pull request, and protected."""
