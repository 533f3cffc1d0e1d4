"""Real captions (`../shared/captions`): what is known of them, measures, and what is learned."""
