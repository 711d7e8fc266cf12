"""Metrics that functions write as lines of their log: CloudWatch reads them there, the emulator does not.

CloudWatch user guide, "Specification: Embedded metric format".
"""

import json

from ministack.services import cloudwatch, lambda_svc
from private_names import replace, require


def _measurements(line):
    """(namespace, name, value, unit, dimensions) of every metric in a line; none when it is another line."""
    try:
        document = json.loads(line)
        directives = document["_aws"]["CloudWatchMetrics"]
    except (ValueError, KeyError, TypeError):
        return
    for directive in directives:
        for names in directive.get("Dimensions") or [[]]:
            dimensions = {name: str(document.get(name, "")) for name in names}
            for metric in directive.get("Metrics", []):
                values = document.get(metric["Name"])
                for value in values if isinstance(values, list) else [values]:
                    if isinstance(value, (int, float)):
                        yield directive["Namespace"], metric["Name"], value, metric.get("Unit", "None"), dimensions


def _evaluate(namespace, name, dimensions):
    """The emulator evaluates alarms when somebody puts a metric."""
    for alarm in list(cloudwatch._alarms.values()):
        watched = {one["Name"]: one["Value"] for one in alarm.get("Dimensions") or []}
        if (alarm.get("Namespace"), alarm.get("MetricName"), watched) == (namespace, name, dimensions):
            cloudwatch._evaluate_alarm(alarm)


def _with_metrics(original):
    def emit(func, request_id, log_text, *arguments, **options):
        original(func, request_id, log_text, *arguments, **options)
        for line in (log_text or "").splitlines():
            for measurement in _measurements(line):
                namespace, name, *_, dimensions = measurement
                cloudwatch.record_metric(*measurement)
                _evaluate(namespace, name, dimensions)

    return emit


def install():
    require(cloudwatch, "record_metric", "_alarms", "_evaluate_alarm")
    replace(lambda_svc, "_emit_lambda_logs", _with_metrics)
