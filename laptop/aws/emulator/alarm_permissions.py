"""IAM: the alarms that DescribeAlarms names, where the emulator sees none and asks for all.

AWS checks each of them (Service Authorization Reference, "Amazon CloudWatch"), and so does the gateway; the emulator checks one.
"""

import json

from ministack.core import iam_actions
from private_names import replace


def _first_name(body, query_params):
    value = query_params.get("AlarmNames.member.1", "")
    if value:
        return value[0] if isinstance(value, list) else value
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        return None
    names = given.get("AlarmNames") if isinstance(given, dict) else None
    return names[0] if names else None


def _resource(original):
    def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
        name = _first_name(body, query_params) if service == "monitoring" else None
        if name:
            return f"arn:aws:cloudwatch:{region}:{account_id}:alarm:{name}"
        return original(service, method, path, headers, body, query_params, region, account_id)

    return extract_resource_arn


def install():
    replace(iam_actions, "extract_resource_arn", _resource)
