"""The day decided from the command line, marked when all it rests on is the sample portfolio."""

from importlib import import_module

from etincelle.foundation import clock
from etincelle.sample.reads import has_real_data, has_sample
from etincelle.spark.ground import decided_on, ground_of
from etincelle.spark.models import Morning


def decide() -> Morning:
    """The decision of today, stored if it is not yet; the engines are loaded only when they have to judge."""
    ground = ground_of(clock.today())
    if stored := decided_on(ground):
        return stored
    sample = has_sample() and not has_real_data()
    morning: Morning = import_module("etincelle.spark.actions").decide(ground, sample=sample)
    return morning
