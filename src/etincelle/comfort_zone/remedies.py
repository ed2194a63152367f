"""What wakes a comfort zone up."""

REMEDIES: dict[str, str] = {
    "comfort_zone.watermelon": "comfort_zone.watermelon.remedy",
    "comfort_zone.green_but_asleep": "comfort_zone.green_but_asleep.remedy",
    "comfort_zone.casting_never_renewed": "comfort_zone.casting_never_renewed.remedy",
}
