"""Whether the house holds the sample, the user's own data, or both."""

from etincelle.foundation.access import everything
from etincelle.intake.models import Batch
from etincelle.parties.models import Partnership

WHY = "sample portfolio"


def has_sample() -> bool:
    """Whether sample data is in the house."""
    return everything(Batch, WHY).filter(sample=True).exclude(state=Batch.State.UNDONE).exists()


def has_real_data() -> bool:
    """Whether a partnership of the user's own is in the house."""
    return everything(Partnership, WHY).filter(sample=False).exists()
