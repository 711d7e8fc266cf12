"""IAM: `aws:PrincipalArn` of an assumed role's session is the role's ARN (IAM User Guide, "AWS global condition context keys")."""

import re

from ministack.core import iam_evaluator
from private_names import replace

SESSION = re.compile(r"^arn:(aws[^:]*):sts::(\d{12}):assumed-role/([^/]+)/")


def _resolve(original):
    def resolve_condition_key(key, context):
        value = original(key, context)
        if key.lower() != "aws:principalarn" or not isinstance(value, str):
            return value
        session = SESSION.match(value)
        return f"arn:{session[1]}:iam::{session[2]}:role/{session[3]}" if session else value

    return resolve_condition_key


def install():
    replace(iam_evaluator, "_resolve_condition_key", _resolve)
