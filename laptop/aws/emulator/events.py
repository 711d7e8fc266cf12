"""EventBridge: a rule target's dead-letter queue, and replays that reach only the rules they name (FilterArns)."""

import hashlib
import json
import time
import uuid

from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.concurrency import esm_wake
from ministack.services import eventbridge, sqs
from private_names import replace, require


def _skipped_by_replay(event, rule):
    name = event.get("ReplayName")
    replay = eventbridge._replays.get(name) if name else None
    only = ((replay or {}).get("Destination") or {}).get("FilterArns")
    return bool(only) and rule.get("Arn") not in only


def _queue_missing(arn):
    try:
        spec = parse_arn(arn)
    except ArnParseError:
        return False
    return spec.service == "sqs" and not sqs._queue_by_arn(arn)


def _dead_letter(target, event, rule, view):
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html: the event, with the reason as message attributes."""
    queue = sqs._queue_by_arn((target.get("DeadLetterConfig") or {}).get("Arn", ""))
    if queue is None:
        return
    now = time.time()
    body = json.dumps((view or eventbridge._pattern_event_view(event)).event_with_detail())
    reasons = {
        "RULE_ARN": rule.get("Arn", ""),
        "TARGET_ARN": target.get("Arn", ""),
        "ERROR_CODE": "NO_RESOURCE",
        "ERROR_MESSAGE": "The specified queue does not exist.",
    }
    message = {
        "id": str(uuid.uuid4()),
        "body": body,
        "md5_body": hashlib.md5(body.encode()).hexdigest(),
        "receipt_handle": None,
        "sent_at": now,
        "visible_at": now,
        "receive_count": 0,
        "attributes": {},
        "message_attributes": {name: {"DataType": "String", "StringValue": value} for name, value in reasons.items()},
        "sys": {"SenderId": "events.amazonaws.com", "SentTimestamp": str(int(now * 1000))},
    }
    sqs._ensure_msg_fields(message)
    queue["messages"].append(message)
    esm_wake.set()


def _invoke(original):
    def invoke_target(target, event, rule, view=None):
        if _skipped_by_replay(event, rule):
            return None
        if _queue_missing(target.get("Arn", "")):
            return _dead_letter(target, event, rule, view)
        return original(target, event, rule, view)

    return invoke_target


def install():
    require(eventbridge, "_replays", "_pattern_event_view")
    require(sqs, "_queue_by_arn", "_ensure_msg_fields")
    replace(eventbridge, "_invoke_target", _invoke)
