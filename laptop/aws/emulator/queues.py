"""SQS: queue addresses like AWS's, and delays on the laptop's clock.

The emulator holds delayed messages itself (they survive a restart), so their delay is scaled here, by the clock that the gateway
was started with. A receive's own visibility timeout is not scaled: it covers a function's real running time. One that the function
sets afterwards is, but not below the seconds for which a lease holds after an error: those are real, and every earlier look at the
message would count as a receive for nothing.
"""

import os
import threading

from ministack.core.concurrency import esm_wake
from ministack.services import sqs
from private_names import replace, require

SCALE = os.environ.get("LAPTOP_CLOCK", "instant")
INSTANT_SECONDS = 0.25
LONG_WAIT, LONG_INSTANT_SECONDS = 10, 0.6
SETTLE_SECONDS = 4


def scaled(aws_seconds):
    """Real seconds for a wait of `aws_seconds`; the same rule as `after` in src/clock.ts."""
    if SCALE != "instant":
        return aws_seconds / float(SCALE)
    return LONG_INSTANT_SECONDS if aws_seconds >= LONG_WAIT else min(aws_seconds, INSTANT_SECONDS)


def put_off(aws_seconds):
    """Real seconds until a message is shown again that was put off for `aws_seconds`."""
    return max(scaled(aws_seconds), min(aws_seconds, SETTLE_SECONDS))


def _wake_after(seconds):
    # The poller sleeps up to a second between looks: wake it when the message becomes visible.
    timer = threading.Timer(seconds + 0.001, esm_wake.set)
    timer.daemon = True
    timer.start()


def _send(original):
    def send_message(data, url):
        result = original(data, url)
        queue = sqs._get_q(data.get("QueueUrl", url))
        for message in reversed(queue["messages"]):
            if message["id"] == result["MessageId"]:
                delay = message["visible_at"] - message["sent_at"]
                if delay > 0:
                    message["visible_at"] = message["sent_at"] + scaled(delay)
                    _wake_after(scaled(delay))
                break
        return result

    return send_message


def _queue_delay(original):
    def queue_delay(queue):
        seconds = scaled(original(queue))
        if seconds:
            _wake_after(seconds)
        return seconds

    return queue_delay


def _change(original, entries_of):
    def change_visibility(data, url):
        result = original(data, url)
        queue = sqs._get_q(data.get("QueueUrl", url))
        wanted = {entry.get("ReceiptHandle"): int(entry.get("VisibilityTimeout", 30)) for entry in entries_of(data)}
        for message in queue["messages"]:
            seconds = wanted.get(message["receipt_handle"]) if message["receipt_handle"] else None
            if seconds:
                message["visible_at"] += put_off(seconds) - seconds
                _wake_after(put_off(seconds))
        return result

    return change_visibility


def install():
    require(sqs, "_get_q", "_queue_url_for_account", "_HANDLERS")
    # A queue's own delay, for what EventBridge and SNS deliver.
    replace(sqs, "queue_delay", _queue_delay)
    from ministack.core.responses import get_region

    sqs._queue_url_for_account = lambda account, name: f"https://sqs.{get_region()}.amazonaws.com/{account}/{name}"
    replace(sqs, "_act_send_message", _send)
    replace(sqs, "_act_change_visibility", lambda original: _change(original, lambda data: [data]))
    replace(sqs, "_act_change_visibility_batch", lambda original: _change(original, lambda data: data.get("Entries", [])))
    handlers = sqs._HANDLERS
    handlers["SendMessage"] = sqs._act_send_message
    handlers["ChangeMessageVisibility"] = sqs._act_change_visibility
    handlers["ChangeMessageVisibilityBatch"] = sqs._act_change_visibility_batch
