"""IAM: Budgets authorizes all operations as two actions, on the budget (Service Authorization Reference, "AWS Budget Service")."""

import json

from ministack.core import iam_actions
from private_names import replace

READS = ("budgets:Describe", "budgets:List")
TAGS = {"budgets:TagResource", "budgets:UntagResource", "budgets:ListTagsForResource"}


def _action(original):
    def extract_iam_action(*arguments, **options):
        action = original(*arguments, **options)
        if not action or not action.startswith("budgets:") or action in TAGS:
            return action
        return "budgets:ViewBudget" if action.startswith(READS) else "budgets:ModifyBudget"

    return extract_iam_action


def _resource(original):
    def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
        if service != "budgets":
            return original(service, method, path, headers, body, query_params, region, account_id)
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            return "*"
        name = given.get("BudgetName") or (given.get("Budget") or given.get("NewBudget") or {}).get("BudgetName")
        return given.get("ResourceARN") or f"arn:aws:budgets::{account_id}:budget/{name or '*'}"

    return extract_resource_arn


def install():
    replace(iam_actions, "extract_iam_action", _action)
    replace(iam_actions, "extract_resource_arn", _resource)
