"""Words go when their set decided that they should."""

from collections.abc import Iterator

from core.names import Due
from core.rules.due import Moment, SetView
from core.rules.privacy.keeping import Held


def moments(view: SetView) -> Iterator[Moment]:
    for k in view.keepings:
        if k.held is not Held.GONE:
            yield Moment(k.until(view.set.words_kept_days), Due.WORDS_GO, k.id, standing=True)
