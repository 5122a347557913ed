"""How a task ends, and what comes of its picture (`bfl-api.md` §2b, §4)."""

from __future__ import annotations

from tests.contract.answer_rows import (
    K,
    L,
    Raw,
    Row,
    S,
    failed,
    fault,
    held_back,
    page,
    refusal,
    stopped,
    task,
)

STOPPED = "BFL stopped this before painting"
HELD = "BFL painted this but held the picture back"
UNFINISHED = "BFL couldn't finish this picture."
ODD = "<html>&amp; {}</html>"

DETAILS = (
    held_back(
        L.DETAILS_OBJECT,
        "several reasons",
        task("Content Moderated", details={"Moderation Reasons": ["Sexual Content", "NSFW"]}),
        f"{HELD} and named: sexual content, NSFW. Another seed may pass.",
        "reasons",
    ),
    held_back(
        L.DETAILS_OBJECT,
        "one reason alone",
        task("Content Moderated", details={"Moderation Reasons": "Violence"}),
        f"{HELD} and named: violence. Another seed may pass.",
    ),
    held_back(
        L.DETAILS_OBJECT,
        "reasons nobody can read",
        task("Content Moderated", details={"Moderation Reasons": [{"code": 7}, None, "S_7", ""]}),
        f"{HELD}. Another seed may pass.",
    ),
    held_back(
        L.DETAILS_TEXT,
        "held back, in words",
        task("Content Moderated", details="Blocked by policy."),
        f"{HELD}. BFL said: “Blocked by policy” – another seed may pass.",
        "details-text",
    ),
    stopped(
        L.DETAILS_TEXT,
        "stopped, in words",
        task("Request Moderated", details="Blocked by policy."),
        f"{STOPPED}. BFL said: “Blocked by policy” – your prompt is kept.",
    ),
    failed(
        L.DETAILS_TEXT,
        "an error that is data",
        task("Error", details='{"error": {"code": 500}}'),
        f"{UNFINISHED} The recipe and seed are kept.",
    ),
    failed(
        L.DETAILS_TEXT,
        "an error that is markup",
        task("Error", details=ODD),
        f"{UNFINISHED} The recipe and seed are kept.",
    ),
    held_back(
        L.DETAILS_NULL,
        "held back, without a word",
        task("Content Moderated"),
        f"{HELD}. Another seed may pass.",
        "details-null",
    ),
    stopped(
        L.DETAILS_NULL,
        "stopped, without a word",
        task("Request Moderated"),
        f"{STOPPED}. Your prompt is kept.",
    ),
    Row(
        L.DETAILS_OBJECT,
        "an error about a picture",
        S.FAILED,
        K.GENERATION_FAILED,
        f"{UNFINISHED} BFL said: “Invalid or corrupted image input” – look at image 1.",
        change=True,
        polls=(task("Error", 422, details={"error": "Invalid or corrupted image input"}),),
        references=1,
    ),
    Row(
        L.DETAILS_ARRAY,
        "an error about a field",
        S.FAILED,
        K.GENERATION_FAILED,
        f"{UNFINISHED} BFL said: “Cannot be decoded” – look at image 2.",
        change=True,
        polls=(task("Error", 422, details=[fault("Cannot be decoded", "input_image_2")]),),
        references=2,
        word="error-array",
    ),
)

DELIVERIES = (
    Row(
        L.LINK_EXPIRED,
        "a dead link",
        S.GONE,
        K.LINK_EXPIRED,
        "The picture was finished, but its link ran out before it was saved."
        " The recipe and seed are kept.",
        "Make again",
        delivery=refusal(403, "Expired"),
        word="expired",
    ),
    Row(
        L.ELSEWHERE,
        "a link that leads elsewhere",
        S.SAVING,
        K.LINK_ELSEWHERE,
        "The picture is finished, but its link leads to somebody else, perhaps a proxy."
        " It is asked for again from time to time.",
        "Make again",
        delivery=refusal(302, "Found"),
    ),
    Row(
        L.DAMAGED,
        "no picture",
        S.FAILED,
        K.DAMAGED_PICTURE,
        "The picture arrived damaged and can't be opened."
        " What came is kept beside your pictures, ending in .bad.",
        "Retry",
        delivery=page(200),
        word="damaged",
    ),
    Row(
        L.TOO_LARGE,
        "a picture far too large",
        S.FAILED,
        K.PICTURE_TOO_LARGE,
        "What came back is far larger than a picture."
        " It wasn't saved; the recipe and seed are kept.",
        "Retry",
        delivery=Raw(200, "@enormous"),
    ),
)
