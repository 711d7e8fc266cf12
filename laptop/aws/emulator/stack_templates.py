"""Which template a call to CloudFormation works on, for the gateway: it asks IAM about the template's resources in the caller's name."""

from ministack.core.responses import set_request_account_id, set_request_region
from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, engine
from private_names import require


EMPTY = ("ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS")


def _stack_of(name):
    for stack in list(cloudformation._stacks.values()):
        if name in (stack.get("StackName"), stack.get("StackId")):
            return stack
    return {}


def _told(template, parameters):
    resources = (template or {}).get("Resources", {})
    values = {name: value["Value"] if isinstance(value, dict) else value for name, value in (parameters or {}).items()}
    return {"resources": resources, "parameters": values, "tags": {}}


def _tags(holder):
    return {tag["Key"]: tag["Value"] for tag in (holder or {}).get("Tags") or []}


def _existing(stack):
    """Of a stack's template what there is: a creation that failed has been taken back, and handlers delete what was made only."""
    told = _told(stack.get("_template"), stack.get("_resolved_params"))
    if stack.get("StackStatus") in EMPTY:
        return {**told, "resources": {}}
    made = {
        logical_id
        for logical_id, record in (stack.get("_resources") or {}).items()
        if record.get("PhysicalResourceId") and record.get("ResourceStatus") not in ("CREATE_FAILED", "DELETE_COMPLETE")
    }
    return {**told, "resources": {key: value for key, value in told["resources"].items() if key in made}}


def template(body):
    """{accountId, region, stack, changeSet?, text?} -> {before, after}: {resources, parameters, tags} of the stack as it is and as it will be."""
    set_request_account_id(body["accountId"])
    set_request_region(body["region"])
    stack = _stack_of(body["stack"])
    before = _existing(stack)
    if body.get("changeSet"):
        _, change_set = changesets._find_change_set(body["changeSet"], body["stack"] if not body["stack"].startswith("arn:") else "")
        after = _told((change_set or {}).get("_template"), (change_set or {}).get("_resolved_params"))
        return 200, {"before": before, "after": {**after, "tags": _tags(change_set)}}
    if body.get("text"):
        return 200, {"before": before, "after": _told(engine._parse_template(body["text"]), {})}
    return 200, {"before": before, "after": _told({}, {})}


def install():
    require(cloudformation, "_stacks")
    require(changesets, "_find_change_set")
    require(engine, "_parse_template")
