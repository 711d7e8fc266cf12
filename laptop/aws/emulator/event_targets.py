"""EventBridge: what AWS services publish, and the targets that a rule reaches as a role: pipelines, and buses of other accounts.

The gateway assumes the role and asks IAM; what a bus of another account takes, its own policy says here.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
"""

import json
import logging
import threading
import urllib.request

from gateway_api import GATEWAY
from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region, json_response, set_request_account_id, set_request_region
from ministack.services import eventbridge
from private_names import replace, require

logger = logging.getLogger("laptop.events")
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _needs_role(arn):
    try:
        spec = parse_arn(arn)
    except ArnParseError:
        return False
    elsewhere = (spec.account_id, spec.region) != (get_account_id(), get_region())
    return spec.service == "codepipeline" or (spec.service == "events" and spec.resource.startswith("event-bus/") and elsewhere)


def _ask_gateway(body):
    """On a thread of its own: the gateway asks back, and the event loop must be free for it."""
    request = urllib.request.Request(f"{GATEWAY}/_laptop/rule-targets", data=json.dumps(body).encode(), method="POST")
    try:
        with _OPENER.open(request, timeout=60) as response:
            response.read()
    except OSError as error:  # as on AWS, a target that refuses is a FailedInvocation, and nothing that the publisher hears of
        logger.warning("target %s was not invoked: %s", body["target"], error)


def _invoke(original):
    def invoke_target(target, event, rule, view=None):
        if not _needs_role(target.get("Arn", "")):
            return original(target, event, rule, view)
        plain = {key: value for key, value in event.items() if not key.startswith("_")}
        body = {
            "target": target["Arn"],
            "roleArn": target.get("RoleArn") or rule.get("RoleArn") or "",
            "rule": rule.get("Name", ""),
            "region": get_region(),
            "event": plain,
        }
        threading.Thread(target=_ask_gateway, args=(body,), daemon=True).start()
        return None

    return invoke_target


def service_event(body):
    """{accountId, region, source, detailType, resources, detail}: what a service of AWS publishes on the account's default bus."""
    set_request_account_id(body["accountId"])
    set_request_region(body["region"])
    eventbridge._ensure_default_bus()
    entry = {"Source": body["source"], "DetailType": body["detailType"], "Resources": body["resources"], "Detail": json.dumps(body["detail"])}
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
    return 200, {}


def deliver(body):
    """{bus, event, principal}: an event for a bus of another account, from a role there. {delivered}, by the bus's own policy."""
    bus = parse_arn(body["bus"])
    set_request_account_id(bus.account_id)
    set_request_region(bus.region)
    name = bus.resource.split("/", 1)[1]
    role = body["principal"]
    account = role.split(":")[4]
    context = EvalContext(
        principal_arn=role,
        principal_type="AssumedRole",
        principal_account=account,
        action="events:PutEvents",
        resource_arn=body["bus"],
        region=bus.region,
        service_context={"aws:principalarn": role, "aws:principalaccount": account},
    )
    if name not in eventbridge._event_buses or evaluate_resource_policy(eventbridge._event_bus_policies.get(name), context).decision != "Allow":
        return 200, {"delivered": False}
    event = {**body["event"], "EventBusName": name}
    eventbridge._dispatch_event(event)
    eventbridge._archive_event(event)
    return 200, {"delivered": True}


def _with_policy(original):
    """A statement written as a policy, which the emulator passes over (EventBridge API Reference, PutPermission, `Policy`)."""

    def put_permission(data):
        if not data.get("Policy"):
            return original(data)
        name = data.get("EventBusName", "default")
        statements = json.loads(data["Policy"])["Statement"]
        added = [statements] if isinstance(statements, dict) else statements
        sids = {statement.get("Sid") for statement in added}
        kept = [one for one in (eventbridge._event_bus_policies.get(name) or {}).get("Statement", []) if one.get("Sid") not in sids]
        eventbridge._event_bus_policies[name] = {"Version": "2012-10-17", "Statement": [*kept, *added]}
        return json_response({})

    return put_permission


def install():
    require(eventbridge, "_put_events", "_dispatch_event", "_archive_event", "_event_buses", "_event_bus_policies", "_ensure_default_bus")
    replace(eventbridge, "_invoke_target", _invoke)
    replace(eventbridge, "_put_permission", _with_policy)
