"""The demonstration: Northmoor Council at work, loaded into an empty database of its own."""
