"""The ground: accounts, access, journal, clock, configuration, files."""
