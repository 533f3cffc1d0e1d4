"""What is known of real captions (`../shared/captions`), measures against it, and what is learned."""
