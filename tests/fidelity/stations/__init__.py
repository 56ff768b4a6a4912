"""What the tour shows, a module for each subject: `visit` calls every route of it once."""
