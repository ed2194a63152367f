"""The table of a negotiation: rules, tables, deeds, what its pages say."""
