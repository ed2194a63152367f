"""Reported and recomputed against one target: ties count as kept, what is not known is never agreement."""

import pytest

from etincelle.comfort_zone.beside import Agreement, agreement


@pytest.mark.parametrize(
    ("reported", "recomputed", "said"),
    [
        (0.961, 0.912, Agreement.GREENER),
        (0.94, 0.96, Agreement.REDDER),
        (0.95, 0.95, Agreement.SAME),
        (0.95, 0.9499999, Agreement.GREENER),
        (0.2, 0.1, Agreement.SAME),
        (None, 0.96, Agreement.UNKNOWN),
        (0.96, None, Agreement.UNKNOWN),
    ],
)
def test_both_figures_stand_on_one_side_of_the_target_or_not(
    reported: float | None, recomputed: float | None, said: Agreement
) -> None:
    assert agreement(0.95, reported, recomputed) is said
