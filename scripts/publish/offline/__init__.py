"""A folder on a stick: the site rewritten so that it opens as files."""
