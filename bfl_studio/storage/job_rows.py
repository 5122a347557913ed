"""How a job lies in the journal: one dictionary out, one row in."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from bfl_studio.domain import errors, recipe
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Endpoint, Place
from bfl_studio.domain.job import Job, JobState, Side
from bfl_studio.domain.pricing import Estimate, Exact, Range, Seen, Unknown

COLUMNS = (
    "number", "id", "batch_id", "position", "project_id", "recipe", "seed", "estimate_low",
    "estimate_high", "price_rule", "place", "origin", "key_name", "created_ms", "state",
    "changed_ms", "resend_of", "body_sha256", "balance_before", "task_id", "polling_url",
    "quoted", "accepted_ms", "sample_url", "seen_ms", "file_name", "charged", "side", "failure",
    "evidence", "hidden", "balance_ms",
)  # fmt: skip


def _thousandths(amount: Credits | None) -> int | None:
    return amount.thousandths if amount is not None else None


def _credits(thousandths: int | None) -> Credits | None:
    return Credits(thousandths) if thousandths is not None else None


def _bounds(estimate: Estimate) -> tuple[int | None, int | None]:
    match estimate:
        case Exact(amount):
            return amount.thousandths, amount.thousandths
        case Range(low, high):
            return low.thousandths, high.thousandths
        case Seen(amount):
            return amount.thousandths, None
        case Unknown():
            return None, None


def _estimate(low: int | None, high: int | None) -> Estimate:
    if low is None:
        return Unknown()
    if high is None:
        return Seen(Credits(low))
    return Exact(Credits(low)) if low == high else Range(Credits(low), Credits(high))


def job_to_row(job: Job) -> dict[str, Any]:
    low, high = _bounds(job.estimate)
    return {
        "number": job.number,
        "id": job.id,
        "batch_id": job.batch_id,
        "position": job.position,
        "project_id": job.project_id,
        "recipe": json.dumps(recipe.to_json(job.recipe), ensure_ascii=False),
        "seed": job.seed or 0,
        "estimate_low": low,
        "estimate_high": high,
        "price_rule": job.price_rule,
        "place": job.endpoint.place.value,
        "origin": job.endpoint.origin,
        "key_name": job.endpoint.key_name,
        "created_ms": job.created_ms,
        "state": job.state.value,
        "changed_ms": job.changed_ms,
        "resend_of": job.resend_of,
        "body_sha256": job.body_sha256,
        "balance_before": _thousandths(job.balance_before),
        "task_id": job.task_id,
        "polling_url": job.polling_url,
        "quoted": _thousandths(job.quoted),
        "accepted_ms": job.accepted_ms,
        "sample_url": job.sample_url,
        "seen_ms": job.seen_ms,
        "file_name": job.file_name,
        "charged": _thousandths(job.charged),
        "side": job.side.value if job.side else None,
        "failure": json.dumps(errors.to_json(job.failure)) if job.failure else None,
        "evidence": job.evidence,
        "hidden": int(job.hidden),
        "balance_ms": job.balance_ms,
    }


def job_from_row(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        number=row["number"],
        batch_id=row["batch_id"],
        position=row["position"],
        project_id=row["project_id"],
        recipe=recipe.from_json(json.loads(row["recipe"])),
        estimate=_estimate(row["estimate_low"], row["estimate_high"]),
        price_rule=row["price_rule"],
        endpoint=Endpoint(Place(row["place"]), row["origin"], row["key_name"]),
        created_ms=row["created_ms"],
        state=JobState(row["state"]),
        changed_ms=row["changed_ms"],
        resend_of=row["resend_of"],
        body_sha256=row["body_sha256"],
        balance_before=_credits(row["balance_before"]),
        task_id=row["task_id"],
        polling_url=row["polling_url"],
        quoted=_credits(row["quoted"]),
        accepted_ms=row["accepted_ms"],
        sample_url=row["sample_url"],
        seen_ms=row["seen_ms"],
        file_name=row["file_name"],
        charged=_credits(row["charged"]),
        side=Side(row["side"]) if row["side"] else None,
        failure=errors.from_json(json.loads(row["failure"])) if row["failure"] else None,
        evidence=row["evidence"],
        hidden=bool(row["hidden"]),
        balance_ms=row["balance_ms"],
    )
