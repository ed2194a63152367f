"""Whether the house holds the sample, the user's own data, or both."""

from etincelle.foundation.access import everything
from etincelle.foundation.prepared import Prepared
from etincelle.intake.models import Batch
from etincelle.parties.models import Partnership

WHY = "sample portfolio"
SAMPLE_BATCH = Prepared(
    lambda: everything(Batch, WHY).filter(sample=True).exclude(state=Batch.State.UNDONE).values_list("pk")[:1]
)


def has_sample() -> bool:
    """Whether sample data is in the house."""
    return SAMPLE_BATCH.first() is not None


def has_real_data() -> bool:
    """Whether a partnership of the user's own is in the house."""
    return everything(Partnership, WHY).filter(sample=False).exists()
