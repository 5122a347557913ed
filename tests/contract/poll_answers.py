"""What a poll is answered with while the picture is still due (`bfl-api.md` §2b)."""

from __future__ import annotations

from tests.contract.answer_rows import (
    ACCEPTED,
    READY,
    WORKING,
    K,
    L,
    Raw,
    Row,
    S,
    failed,
    held_back,
    late,
    page,
    ready,
    refusal,
    saved,
    stopped,
    task,
    troubled,
    under_way,
)

STOPPED = "BFL stopped this before painting"
HELD = "BFL painted this but held the picture back"
UNFINISHED = "BFL couldn't finish this picture."
BUSY = "BFL is busy with as many of your jobs as it allows. The rest start as others finish."
DOWN = "BFL isn't answering. Your jobs are safe and still being checked."
INVALID = "Not authenticated - Invalid Authentication"

STATUSES = (
    under_way(L.PENDING, "Pending", WORKING),
    under_way(L.PROCESSING, "Processing", WORKING, "queued"),
    under_way(L.QUEUED, "Queued", "BFL has this picture in its queue.", "queued"),
    under_way(L.UPLOADING, "Uploading", "BFL is fetching what this picture needs.", "queued"),
    under_way(L.REASONING, "Reasoning", "BFL is thinking this picture through.", "phases"),
    under_way(L.GENERATING, "Generating", "BFL is painting this picture.", "phases"),
    under_way(
        L.UNKNOWN_STATUS,
        "Daydreaming",
        "BFL calls this step “Daydreaming”; the picture is still due.",
        "unknown",
    ),
    Row(
        L.UNKNOWN_STATUS,
        "an unknown status nobody can read",
        S.SAVED,
        sentence=WORKING,
        polls=(task("PHASE_7{}"), READY),
    ),
    saved(L.READY, ACCEPTED, ready(cost=1.4, progress=1.0)),
    Row(
        L.STATE,
        "state in place of status",
        S.SAVED,
        polls=(
            Raw(
                body={
                    "id": "@id",
                    "state": "Ready",
                    "result": {"sample": "@origin/picture/@id"},
                }
            ),
        ),
        word="state",
    ),
    Row(
        L.PREVIEW,
        "a preview of two megabytes",
        S.SAVED,
        sentence=WORKING,
        polls=(task("Pending", preview={"image": "A" * 2_000_000}), ready(preview={"image": "A"})),
        word="preview",
    ),
    failed(
        L.READY_WITHOUT_PICTURE,
        "ready without a picture",
        task("Ready"),
        f"{UNFINISHED} The recipe and seed are kept.",
        "empty",
    ),
    stopped(
        L.REQUEST_MODERATED,
        "stopped, with a reason",
        task("Request Moderated", details={"Moderation Reasons": ["Violence"]}),
        f"{STOPPED} and named: violence. Your prompt is kept.",
        "moderated",
    ),
    held_back(
        L.CONTENT_MODERATED,
        "held back, with a reason",
        task("Content Moderated", details={"Moderation Reasons": ["Violence"]}),
        f"{HELD} and named: violence. Another seed may pass.",
        "content-moderated",
    ),
    failed(
        L.ERROR,
        "an error in the details",
        task("Error", details={"error": "Out of memory."}),
        f"{UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        "error",
    ),
    failed(
        L.ERROR,
        "an error beside the details",
        task("Error", error="Out of memory"),
        f"{UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        "error-beside",
    ),
    failed(
        L.FAILED,
        "failed",
        task("Failed", details={"error": "Out of memory"}),
        f"{UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        "failed",
    ),
    Row(
        L.TASK_NOT_FOUND,
        "not found at first",
        S.SAVED,
        polls=(task("Task not found", 404), task("Task not found", 404), READY),
        word="not-found",
    ),
    Row(
        L.TASK_NOT_FOUND,
        "never found",
        S.GONE,
        K.TASK_NOT_FOUND,
        "BFL no longer knows this picture. The recipe and seed are kept.",
        "Make again",
        polls=(task("Task not found", 404),),
        word="not-found-ever",
    ),
)

CODES = (
    late(L.POLL_202, 202, "poll-202"),
    late(L.POLL_404, 404, "poll-404"),
    late(L.POLL_422, 422, "poll-422"),
    late(L.POLL_500, 500, "poll-500"),
    late(L.POLL_503, 503, "poll-503"),
    *(
        failed(
            line,
            f"an error with {line.value}",
            task("Error", code, details={"error": "Out of memory"}),
            f"{UNFINISHED} BFL said: “Out of memory” – the recipe and seed are kept.",
        )
        for line, code in (
            (L.POLL_404, 404),
            (L.POLL_422, 422),
            (L.POLL_500, 500),
            (L.POLL_503, 503),
        )
    ),
    stopped(
        L.POLL_422,
        "stopped with 422",
        task("Request Moderated", 422, details={"Moderation Reasons": ["Violence"]}),
        f"{STOPPED} and named: violence. Your prompt is kept.",
    ),
    troubled(
        L.POLL_KEY,
        "a poll with a refused key",
        K.KEY_REFUSED,
        refusal(403, INVALID),
        "BFL doesn't accept the key. Your jobs are kept and wait for a key that works.",
        "poll-403",
    ),
    Row(
        L.POLL_BUSY,
        "a poll too many",
        S.SAVED,
        K.BUSY,
        BUSY,
        polls=(refusal(429, "Too many requests", Retry_After="1"), READY),
        word="poll-429",
    ),
    troubled(
        L.POLL_DOWN,
        "a poll of a service that is down",
        K.SERVICE_UNAVAILABLE,
        refusal(500, "Internal Server Error"),
        DOWN,
        "poll-down",
    ),
    troubled(
        L.POLL_DOWN,
        "a poll of a gateway that is down",
        K.SERVICE_UNAVAILABLE,
        page(502),
        DOWN,
        "poll-html",
    ),
    troubled(
        L.POLL_PROXY,
        "a poll answered by a proxy",
        K.ODD_ANSWER,
        page(200),
        "The answer came from something between here and BFL, perhaps a proxy. Your jobs are kept.",
        "",
    ),
)
