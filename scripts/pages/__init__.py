"""What is rendered: one module for each kind of page."""
