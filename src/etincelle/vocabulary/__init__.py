"""Words shared by every chapter: frozen types, no logic, no framework."""
