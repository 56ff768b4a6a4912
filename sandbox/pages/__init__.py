"""The sandbox as a person sees it: plain pages, acting as one of the seeded people."""
