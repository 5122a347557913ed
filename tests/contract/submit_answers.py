"""What a submit is answered with (`bfl-api.md` §2a, §2c)."""

from __future__ import annotations

from tests.contract.answer_rows import (
    ACCEPTED,
    URL,
    K,
    L,
    Raw,
    Row,
    S,
    fault,
    page,
    paused,
    refusal,
    refused,
    saved,
    unclear,
)

NOT_CHARGED = "nothing was charged."
KEY = "BFL doesn't accept the key. Nothing was charged; your jobs wait."
AGAIN = "press Generate again."
PERHAPS = "This was sent, but something between here and BFL answered, so it may have been charged."
UNSURE = "This was sent, but no clear answer came, so it may have been charged."
BUSY = "BFL is busy with as many of your jobs as it allows. The rest start as others finish."
INVALID = "Not authenticated - Invalid Authentication"

SUBMITS = (
    saved(L.ACCEPTED_WITH_COST, ACCEPTED),
    saved(L.ACCEPTED_WITHOUT_COST, Raw(200, {"id": "@id", **URL}), word="no-cost"),
    saved(
        L.ACCEPTED_WITH_NULL_COST,
        Raw(200, {"id": "@id", **URL, "cost": None, "input_mp": None, "output_mp": None}),
        word="null-cost",
    ),
    saved(L.ACCEPTED_WITHOUT_URL, Raw(200, {"id": "@id", "cost": 1.4}), word="no-url"),
)

REFUSALS = (
    refused(
        L.E400,
        "400 in words",
        K.REQUEST_REFUSED,
        refusal(400, "Finetune not found or not ready"),
        f"BFL refused this request; {NOT_CHARGED} BFL said: “Finetune not found or not ready”"
        " – change the prompt or the settings.",
        "400",
    ),
    refused(
        L.E400,
        "400 about a picture",
        K.REQUEST_REFUSED,
        refusal(400, "Input image 2 is larger than 16 megapixels"),
        f"BFL refused image 2; {NOT_CHARGED}"
        f" BFL said: “Input image 2 is larger than 16 megapixels” – change it and {AGAIN}",
        model_id="flux-3-image",
        references=2,
    ),
    refused(
        L.E400_MESSAGE,
        "400 with error and message",
        K.REQUEST_REFUSED,
        Raw(400, {"error": "invalid_request", "message": "Not this one", "details": {"a": 1}}),
        f"BFL refused this request; {NOT_CHARGED} BFL said: “Not this one”"
        " – change the prompt or the settings.",
        "400-message",
    ),
    paused(L.E401, K.KEY_REFUSED, refusal(401, "Unauthorized"), KEY, "401"),
    paused(
        L.E402,
        K.NO_CREDITS,
        refusal(402, "Insufficient credits"),
        "BFL says the credits don't cover this picture. Nothing was charged; your other jobs wait.",
        "",
        balance=0.5,
    ),
    Row(
        L.E402,
        "402 and no word of the balance",
        S.QUEUED,
        K.NO_CREDITS,
        "BFL says the credits don't cover this picture. Nothing was charged; your other jobs wait.",
        submits=(refusal(402, "Insufficient credits"),),
        balance=None,
    ),
    paused(
        L.E402_RUSH,
        K.CREDITS_IN_A_RUSH,
        refusal(402, "Insufficient credits"),
        "BFL reports no credits, but the balance shows $12.40; this can happen in a rush."
        " Nothing was charged; your jobs try again by themselves.",
        "402",
    ),
    paused(L.E403_NO_KEY, K.KEY_REFUSED, refusal(403, "Not authenticated"), KEY, "403-none"),
    paused(L.E403_WRONG_KEY, K.KEY_REFUSED, refusal(403, INVALID), KEY, "403"),
    refused(
        L.E403_ACCESS,
        "403 about the model",
        K.MODEL_NOT_ALLOWED,
        refusal(403, "Your organization does not have access to this endpoint"),
        f"This account may not use the model yet; {NOT_CHARGED} Choose another model.",
        "403-access",
    ),
    refused(
        L.E404,
        "404",
        K.UNKNOWN_MODEL,
        refusal(404, "Not Found"),
        f"BFL doesn't offer this model; {NOT_CHARGED} Choose another model.",
        "404",
    ),
    refused(
        L.E413,
        "413",
        K.REQUEST_TOO_LARGE,
        refusal(413, "Request body too large"),
        f"This is more than BFL takes at once; {NOT_CHARGED}"
        " BFL said: “Request body too large” – send less at once.",
        "413",
    ),
    paused(L.E422_KEY, K.KEY_REFUSED, refusal(422, "Invalid API key format"), KEY, "422-key"),
    refused(
        L.E422_TEXT,
        "422 in words",
        K.FIELDS_REFUSED,
        refusal(422, "This cannot be painted."),
        f"BFL refused this request; {NOT_CHARGED} BFL said: “This cannot be painted”"
        " – change the prompt or the settings.",
        "422-text",
    ),
    refused(
        L.E422_TEXT,
        "422 in words about a field",
        K.FIELDS_REFUSED,
        refusal(422, "output_format must be png"),
        f"BFL refused the format; {NOT_CHARGED} Change it and {AGAIN}",
    ),
    refused(
        L.E422_ARRAY,
        "422 about a field",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Value error, too long for us", "prompt")]),
        f"BFL refused the prompt; {NOT_CHARGED}"
        f" BFL said: “too long for us” – change it and {AGAIN}",
    ),
    refused(
        L.E422_ARRAY,
        "422 about a field, in the service's language",
        K.FIELDS_REFUSED,
        refusal(422, [fault("one of prompt and image_prompt is needed", "prompt")]),
        f"BFL refused the prompt; {NOT_CHARGED} Change it and {AGAIN}",
    ),
    refused(
        L.E422_ARRAY,
        "422 about several fields",
        K.FIELDS_REFUSED,
        refusal(422, [fault("a", "width"), fault("b", "height"), fault("c", "seed")]),
        f"BFL refused the width, the height and the seed; {NOT_CHARGED} Change them and {AGAIN}",
        "422-two",
    ),
    refused(
        L.E422_ARRAY,
        "422 about a numbered picture",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Too small", "input_image_2")]),
        f"BFL refused image 2; {NOT_CHARGED} BFL said: “Too small” – change it and {AGAIN}",
        references=2,
    ),
    refused(
        L.E422_ARRAY,
        "422 about a picture deep inside",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Too small", "images", 1, "str")]),
        f"BFL refused image 2; {NOT_CHARGED} BFL said: “Too small” – change it and {AGAIN}",
        model_id="flux-3-image",
        references=2,
    ),
    refused(
        L.E422_ARRAY,
        "422 about a mask",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Not as large as the image", "mask")]),
        f"BFL refused the mask; {NOT_CHARGED}"
        f" BFL said: “Not as large as the image” – change it and {AGAIN}",
        model_id="flux-pro-1.0-fill",
    ),
    refused(
        L.E422_ARRAY,
        "422 about something nobody sets",
        K.FIELDS_REFUSED,
        refusal(422, [fault("Extra inputs are not permitted", "webhook_url")]),
        f"BFL refused one of the settings; {NOT_CHARGED}"
        f" BFL said: “Extra inputs are not permitted” – change it and {AGAIN}",
    ),
    Row(
        L.E429,
        "429 with a wait",
        S.SAVED,
        K.BUSY,
        BUSY,
        submits=(refusal(429, "Too many active tasks", Retry_After="0.1"), ACCEPTED),
        posts=2,
        word="429",
    ),
    Row(
        L.E429,
        "429 without a word",
        S.SAVED,
        K.BUSY,
        BUSY,
        submits=(page(429), ACCEPTED),
        posts=2,
        word="429-bare",
    ),
    Row(
        L.E503,
        "503 in words",
        S.REFUSED,
        K.SERVICE_UNAVAILABLE,
        f"BFL turned this down for now; {NOT_CHARGED} Try again in a moment.",
        "Retry",
        change=True,
        submits=(refusal(503, "Service temporarily unavailable"),),
        word="503",
    ),
)

UNCLEAR = (
    unclear(
        L.E500,
        "500 in words",
        K.NO_ANSWER,
        refusal(500, "Internal Server Error"),
        f"{UNSURE} BFL said: “Internal Server Error”",
        "500",
    ),
    unclear(L.E500, "500 as a page", K.ODD_RECEIPT, page(500), PERHAPS, ""),
    unclear(L.E502, "502", K.ODD_RECEIPT, page(502), PERHAPS, "502"),
    unclear(L.E503, "503 as a page", K.ODD_RECEIPT, page(503), PERHAPS, "503-html"),
    unclear(L.E504, "504", K.ODD_RECEIPT, page(504), PERHAPS, "504"),
    unclear(L.NO_ANSWER, "no answer", K.NO_ANSWER, Raw(late=True), UNSURE, ""),
    Row(
        L.NO_CONNECTION,
        "nobody there",
        S.QUEUED,
        K.UNREACHABLE,
        "BFL can't be reached; you may be offline. Jobs wait here and go on by themselves.",
        posts=0,
    ),
)
