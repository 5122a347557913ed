"""Every answer the service is known to give, and what the studio makes of it.

One row for each: the raw answer, the kind of failure, the sentence, what is offered that pays
again. Sentences are typed by hand, as BFL's; nothing here is read from the product.
"""

from __future__ import annotations

from tests.contract.answer_rows import K
from tests.contract.ending_answers import DELIVERIES, DETAILS
from tests.contract.poll_answers import CODES, STATUSES
from tests.contract.submit_answers import REFUSALS, SUBMITS, UNCLEAR

ROWS = (*SUBMITS, *STATUSES, *DETAILS, *CODES, *REFUSALS, *UNCLEAR, *DELIVERIES)

OURS = frozenset(
    {
        K.KEY_MISSING,
        K.MANY_UNCONFIRMED,
        K.REFERENCE_MISSING,
        K.REFERENCE_UNREADABLE,
        K.REFERENCE_TOO_LARGE,
        K.REFERENCE_TOO_SMALL,
        K.REFERENCE_FORBIDDEN,
        K.REFERENCE_NONE_INSIDE,
        K.REFERENCE_TOO_MANY_INSIDE,
        K.REFERENCE_ELSEWHERE,
        K.REFERENCE_AS_TEXT,
        K.REFERENCE_ADDRESS_WITH_LOGIN,
        K.REFERENCE_ADDRESS_TOO_LONG,
        K.REFERENCE_ADDRESS_ODD,
        K.REFERENCE_ADDRESS_NOT_PUBLIC,
        K.FOLDER_CLOSED,
        K.DISK_FULL,
        K.JOURNAL_CLOSED,
        K.NEWER_VERSION,
        K.ENDPOINT_ABSENT,
        K.SANDBOX_UNAVAILABLE,
        K.STUDIO_BUG,
    }
)
"""Kinds that no answer of the service leads to."""
