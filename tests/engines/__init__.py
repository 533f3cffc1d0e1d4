"""The main journeys of a reader in three engines: `make test-browsers`."""
