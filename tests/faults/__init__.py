"""A service whose faults are written down beforehand, and clocks on which nobody has to wait."""
