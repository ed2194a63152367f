"""What brings a partnership back to the company's strategy."""

REMEDIES: dict[str, str] = {"new_deal.strategy_not_covered": "new_deal.strategy_not_covered.remedy"}
