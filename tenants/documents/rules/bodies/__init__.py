"""What each kind of document is told: the shapes that receptions, dialogues and conclusions hand to ``draft_document``.

A body is plain JSON. Every layout knows the same blocks, printed in this order where they are given:

====================  ==========================================================================================
``values``            words for the placeholders of the unit's texts (``rules.placeholders``): ``{"recipient": "…"}``
``about``             trích yếu; the document's title where left out
``basis``             legal grounds, one line each ("Căn cứ Luật Tiếp công dân …")
``addressees``        "Kính gửi", one line each
``facts``             ``[[label, value], …]``, one line each
``paragraphs``        running text
``table``             ``{"columns": […], "rows": [[…], …], "widths": [1, 3, …]}``; widths are shares
``sections``          ``[{"heading", "paragraphs", "items", "table"}, …]``
``items``             numbered points: a text, or ``{"text", "details": [[label, value], …]}``
``closing_lines``     running text at the end
``signatures``        further signatures beside the signer's: ``[{"role", "name"}, …]``
``form``              the number of an official form ("01/TCD"), printed at the top right
``blanks``            lines left open for handwriting: ``[label, …]``
====================  ==========================================================================================

The unit's own opening and closing texts are filled in by ``draft_document`` and kept as they were that day. The classes
of this room build bodies; a caller may also give a dictionary of these blocks.
"""

from tenants.documents.rules.bodies.blocks import BLOCKS, Body, day, hour, short
from tenants.documents.rules.bodies.citizens import Answer, Guidance, Letter, Receipt, Refusal, TransferSlip
from tenants.documents.rules.bodies.conferences import Programme, SpeechSlip
from tenants.documents.rules.bodies.sessions import (
    ChangeNotice,
    ConclusionItem,
    ConclusionNotice,
    Invitation,
    Minutes,
    ScheduleNotice,
)

__all__ = [
    "BLOCKS", "Answer", "Body", "ChangeNotice", "ConclusionItem", "ConclusionNotice", "Guidance", "Invitation", "Letter",
    "Minutes", "Programme", "Receipt", "Refusal", "ScheduleNotice", "SpeechSlip", "TransferSlip", "day", "hour", "short",
]  # fmt: skip
