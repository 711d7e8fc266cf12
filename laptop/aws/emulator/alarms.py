"""CloudWatch alarms that change their state by themselves, and what SQS measures of its queues.

The emulator looks at an alarm when somebody puts a metric, takes the points of all dimensions together, passes over `TreatMissingData`,
and has no metrics of queues. CloudWatch user guide, "Using Amazon CloudWatch alarms"; SQS developer guide, "Available CloudWatch metrics".

A period lasts on the laptop's clock, but not so short that somebody who looks at a message, and hides it by that, ends an alarm. On the
instant clock an alarm of a maximum counts what was published last: the hour of a metric that is published hourly does not pass. An alarm
for which missing data is breaching waits for the first point: what the laptop does not measure must not alarm.
"""

import logging
import threading
import time
from collections import defaultdict, deque

from ministack.core.responses import set_request_account_id, set_request_region
from ministack.services import cloudwatch, sqs
from private_names import replace, require
from queues import SCALE, scaled

logger = logging.getLogger("laptop.alarms")
BETWEEN_LOOKS_SECONDS = 0.5
SHORTEST_PERIOD_SECONDS = 3
# A value that stays is recorded again after so long, so that a graph of a minute has a point.
RECORDED_AGAIN_SECONDS = 60
QUEUES = "AWS/SQS"

_samples = defaultdict(deque)
_recorded = {}
_lock = threading.Lock()

COMPARE = {
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
}


def _measured(queue, now):
    """What SQS measures of a queue, as of now. Age in real seconds."""
    messages = list(queue["messages"])
    visible = sum(1 for message in messages if message["visible_at"] <= now)
    ages = [now - message.get("sent_at", now) for message in messages]
    return {"ApproximateNumberOfMessagesVisible": float(visible), "ApproximateAgeOfOldestMessage": float(int(max(ages, default=0.0)))}


def _sample_queues(now):
    for (account, region, _), queue in list(sqs._queues._data.items()):
        name = queue["name"]
        for metric, value in _measured(queue, now).items():
            key = (account, region, metric, name)
            points = _samples[key]
            points.append((now, value))
            while now - points[0][0] > 3600:
                points.popleft()
            last = _recorded.get(key)
            if last is None or last[1] != value or now - last[0] >= RECORDED_AGAIN_SECONDS:
                _recorded[key] = (now, value)
                set_request_account_id(account)
                set_request_region(region)
                cloudwatch.record_metric(QUEUES, metric, value, "Count" if metric.endswith("Visible") else "Seconds", {"QueueName": name})


def _window(alarm):
    """Real seconds that an alarm looks back."""
    aws_seconds = alarm.get("Period", 60) * alarm.get("EvaluationPeriods", 1)
    return max(scaled(aws_seconds), SHORTEST_PERIOD_SECONDS) if alarm.get("Namespace") == QUEUES else aws_seconds


def _points(alarm, now):
    """(points of the alarm's periods, whether there ever was one), of its own dimensions."""
    dimensions = {one["Name"]: str(one["Value"]) for one in alarm.get("Dimensions") or []}
    key = (alarm["Namespace"], alarm["MetricName"], cloudwatch._dims_key(dimensions))
    if alarm["Namespace"] == QUEUES:
        account, region = alarm["AlarmArn"].split(":")[4], alarm["AlarmArn"].split(":")[3]
        sampled = _samples.get((account, region, alarm["MetricName"], dimensions.get("QueueName")), ())
        every = [{"Timestamp": at, "Value": value} for at, value in list(sampled)]
    else:
        every = list(cloudwatch._metrics.get(key) or [])
    recent = [point for point in every if point["Timestamp"] >= now - _window(alarm)]
    if SCALE == "instant" and alarm["Namespace"] != QUEUES and alarm.get("Statistic") == "Maximum" and recent:
        recent = [max(recent, key=lambda point: point["Timestamp"])]
    return recent, bool(every)


def _state(alarm, now):
    """(state, reason) by CloudWatch's rules."""
    points, was_measured = _points(alarm, now)
    operator, threshold = alarm.get("ComparisonOperator", ""), alarm.get("Threshold", 0)
    if not points:
        missing = alarm.get("TreatMissingData") or "missing"
        if missing == "notBreaching":
            return "OK", "Threshold Crossed: no datapoints were received and missing datapoints were treated as [NonBreaching]."
        if missing == "breaching" and was_measured:
            return "ALARM", "Threshold Crossed: no datapoints were received and missing datapoints were treated as [Breaching]."
        return alarm["StateValue"], alarm.get("StateReason", "")
    name = alarm.get("ExtendedStatistic") or alarm.get("Statistic", "Average")
    value = cloudwatch._stat_value(cloudwatch._calc_stats(points), name, points)
    if value is None or operator not in COMPARE:
        return alarm["StateValue"], alarm.get("StateReason", "")
    breaching = COMPARE[operator](value, threshold)
    crossed = "was" if breaching else "was not"
    return ("ALARM" if breaching else "OK"), f"Threshold Crossed: 1 datapoint [{value}] {crossed} {operator} ({threshold})."


def _evaluate(alarm):
    """Of the account and region of the present request."""
    if not alarm.get("Namespace") or not alarm.get("MetricName"):
        return
    with _lock:
        before = alarm["StateValue"]
        after, reason = _state(alarm, time.time())
        if before == after:
            return
        alarm.update(StateValue=after, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
        cloudwatch._record_history(alarm["AlarmName"], before, after, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, after, reason)
    cloudwatch._evaluate_parent_alarms(alarm)


def _look():
    _sample_queues(time.time())
    for (account, region, _), alarm in list(cloudwatch._alarms._data.items()):
        set_request_account_id(account)
        set_request_region(region)
        cloudwatch._evaluate_alarm(alarm)


def _keep_looking():
    while True:
        time.sleep(BETWEEN_LOOKS_SECONDS)
        try:
            _look()
        except Exception:  # noqa: BLE001: a look that fails is followed by the next one, and says why
            logger.exception("alarms were not looked at")


def install():
    require(sqs, "_queues")
    require(cloudwatch, "_alarms", "_metrics", "_dims_key", "_calc_stats", "_stat_value", "_record_history", "_dispatch_alarm_actions", "_evaluate_parent_alarms")
    replace(cloudwatch, "_evaluate_alarm", lambda _original: _evaluate)
    threading.Thread(target=_keep_looking, daemon=True).start()
