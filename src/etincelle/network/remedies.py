"""What wakes a network up."""

REMEDIES: dict[str, str] = {
    "network.executive_silence": "network.executive_silence.remedy",
    "network.then_and_now": "network.then_and_now.remedy",
}
