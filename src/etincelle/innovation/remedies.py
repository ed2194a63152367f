"""What starts ideas flowing again."""

REMEDIES: dict[str, str] = {"innovation.drought": "innovation.drought.remedy"}
