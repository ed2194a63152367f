"""The day decided from the command line, marked when all it rests on is the sample portfolio."""

from etincelle.sample.actions import has_real_data, has_sample
from etincelle.spark.actions import publish
from etincelle.spark.models import Morning


def decide() -> Morning:
    """The decision of today: stored if it is not yet."""
    return publish(sample=has_sample() and not has_real_data())
