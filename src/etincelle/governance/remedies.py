"""What gives a committee its energy back."""

REMEDIES: dict[str, str] = {
    "governance.drowsy_committee": "governance.drowsy_committee.remedy",
    "governance.repeated_report": "governance.repeated_report.remedy",
}
