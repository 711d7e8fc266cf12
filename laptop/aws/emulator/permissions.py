"""IAM: actions and resources that the emulator does not tell apart, and tags that it does not see in a condition."""

import html
import json
import re

from encryption import described
from ministack.core import iam_actions, iam_evaluator
from ministack.services import acm, organizations, tagging, waf
from principals import membership
from private_names import replace, require

# Service Authorization Reference, "Actions defined by Amazon CloudFront".
AUTHORIZED_AS = {"CreateDistributionWithTags": "CreateDistribution"}
# Amazon SQS Developer Guide, "Amazon SQS API permissions": a batch needs the permission of its single action.
BATCHES = {
    "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
    "DeleteMessageBatch": "DeleteMessage",
    "SendMessageBatch": "SendMessage",
}
CLOUDFRONT_PATH = re.compile(r"^/2020-05-31/(distribution|function|origin-access-control|response-headers-policy)(?:/([^/]+))?")
TAG = re.compile(r"<Tag><Key>([^<]*)</Key><Value>([^<]*)</Value></Tag>")
CHANGE_PATH = re.compile(r"^/2013-04-01/change/([^/]+)")
# Service Authorization Reference, "Resource types defined by Amazon EventBridge": what names the resource of these actions.
EVENTS = {
    "DescribeArchive": ("archive", "ArchiveName"),
    "DescribeReplay": ("replay", "ReplayName"),
    "StartReplay": ("replay", "ReplayName"),
    "DescribeEventBus": ("event-bus", "Name"),
}
RULES = {"DeleteRule": "Name", "ListTargetsByRule": "Rule", "RemoveTargets": "Rule"}
# What names the account, unit or root of a call to Organizations.
ORGANIZATIONS = ("AccountId", "ResourceId", "ChildId", "ParentId", "TargetId")
# Creating these two is a matter of the account (Service Authorization Reference): no resource.
UNNAMED = {"origin-access-control", "response-headers-policy"}


def _action(original):
    def match_rest_action(*arguments, **options):
        name = original(*arguments, **options)
        return AUTHORIZED_AS.get(name, name)

    return match_rest_action


def _target_action(original):
    def action_from_target(headers):
        name = original(headers)
        return BATCHES.get(name, name)

    return action_from_target


def _json(body):
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _cloudfront_arn(method, path, query_params, body, account_id):
    if path.endswith("/tagging"):
        value = query_params.get("Resource", "*")
        return value[0] if isinstance(value, list) else value
    match = CLOUDFRONT_PATH.match(path)
    if not match or (match[2] is None and method == "GET"):
        return "*"
    kind, name = match[1], match[2]
    if name is None and kind in UNNAMED:
        return "*"
    if name is None and kind == "function":
        found = re.search(rb"<Name>([^<]+)</Name>", body or b"")
        name = found[1].decode() if found else None
    return f"arn:aws:cloudfront::{account_id}:{kind}/{name or '*'}"


def _resource(original):
    def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
        if service == "cloudfront" and "vpc-origin" not in path:
            return _cloudfront_arn(method, path, query_params, body, account_id)
        if service == "route53" and CHANGE_PATH.match(path):
            return f"arn:aws:route53:::change/{CHANGE_PATH.match(path)[1]}"
        if service == "organizations":
            named = next((_json(body)[field] for field in ORGANIZATIONS if _json(body).get(field)), None)
            if named:
                kind = "ou" if named.startswith("ou-") else "root" if named.startswith("r-") else "account"
                organization = (organizations._orgs.get("self") or {}).get("Id", "o-none")
                return f"arn:aws:organizations::{account_id}:{kind}/{organization}/{named}"
        if service == "logs" and headers.get("x-amz-target", "").endswith(".DescribeLogGroups"):
            return f"arn:aws:logs:{region}:{account_id}:log-group:*"
        if service == "events":
            operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
            kind, field = EVENTS.get(operation, (None, None))
            if operation in RULES:
                # A rule of the default bus has no bus in its ARN (Service Authorization Reference, Amazon EventBridge).
                bus = _json(body).get("EventBusName", "default")
                rule = _json(body).get(RULES[operation], "")
                return f"arn:aws:events:{region}:{account_id}:rule/{rule if bus == 'default' else f'{bus}/{rule}'}"
            if kind:
                return f"arn:aws:events:{region}:{account_id}:{kind}/{_json(body).get(field, 'default')}"
        # An alias stands for its key, which is what IAM is asked about (KMS developer guide, "Control access to KMS keys using aliases").
        if service == "kms" and str(_json(body).get("KeyId", "")).startswith("alias/"):
            return described(_json(body)["KeyId"]).get("key", "*")
        if service == "wafv2" and _json(body).get("ResourceARN"):
            return _json(body)["ResourceARN"]
        return original(service, method, path, headers, body, query_params, region, account_id)

    return extract_resource_arn

VARIABLE = re.compile(r"\$\{([^}]+)\}")


def _published(body):
    """What PutEvents is asked about: source and name of its events. The gateway asks for each entry; here a call has one."""
    entries = _json(body).get("Entries") or []
    fields = {"events:source": "Source", "events:detail-type": "DetailType"}
    values = {key: [str(entry.get(field, "")) for entry in entries] for key, field in fields.items()}
    return {key: found[0] if len(set(found)) == 1 else found for key, found in values.items() if found}


def _normal_name(name):
    """Lower case, no final dot, other signs by their octal code."""
    return re.sub(r"[^a-z0-9._\\-]", lambda sign: f"\\{ord(sign[0]):03o}", name.lower().removesuffix("."))


def _record_context(body):
    """What a change of records says to IAM (Route 53 Developer Guide, "Using IAM policy conditions for fine-grained access control")."""
    text = (body or b"").decode(errors="replace")

    def values(element):
        return [html.unescape(found) for found in re.findall(rf"<(?:\w+:)?{element}>([^<]*)</", text)]

    prefix = "route53:ChangeResourceRecordSets"
    return {f"{prefix}NormalizedRecordNames": [_normal_name(one) for one in values("Name")], f"{prefix}RecordTypes": values("Type"), f"{prefix}Actions": values("Action")}


def _organization(original):
    """The emulator sees an organization from its management account only."""

    def principal_org_id(account_id):
        found = membership(account_id)
        return found[1]["Id"] if found else original(account_id)

    return principal_org_id


def _variables(original):
    """Policy variables in conditions (IAM User Guide, "Policy variables"); one without a value fits nothing."""

    def expanded(value, context):
        if isinstance(value, list):
            return [expanded(one, context) for one in value]
        if not isinstance(value, str):
            return value
        return VARIABLE.sub(lambda found: str(iam_evaluator._resolve_condition_key(found[1], context) or found[0]), value)

    def conditions_met(conditions, context):
        return original({operator: {key: expanded(value, context) for key, value in keys.items()} for operator, keys in conditions.items()}, context)

    return conditions_met


def _owner(role):
    """Whose role it is that is assumed: nothing where its account is in no organization."""
    arn = role[0] if isinstance(role, list) else role
    found = membership(arn.split(":")[4]) if arn and arn.count(":") >= 5 else None
    return {"aws:resourceorgid": found[1]["Id"]} if found else {}


def _tags(original):
    """What is in the body: CloudFront's tags in the document that creates a resource, records of a change, entries of PutEvents."""

    def request_tag_context(service, iam_action, body, params):
        if iam_action == "route53:ChangeResourceRecordSets":
            return _record_context(body)
        found = original(service, iam_action, body, params)
        if iam_action == "events:PutEvents":
            return {**found, **_published(body)}
        if iam_action == "sts:AssumeRole":
            return {**found, **_owner(params.get("RoleArn"))}
        tags = dict(TAG.findall((body or b"").decode(errors="replace"))) if service == "cloudfront" else {}
        return {**found, **{f"aws:RequestTag/{key}": value for key, value in tags.items()}, **({"aws:TagKeys": list(tags)} if tags else {})}

    return request_tag_context


def _certificate_tags():
    for arn, certificate in acm._certificates.items():
        yield arn, certificate.get("Tags", [])


def install():
    require(tagging, "_RESOURCE_TAG_COLLECTORS", "_collect_cloudfront")
    require(acm, "_certificates")
    require(organizations, "_orgs")
    require(waf, "_waf_tags")
    replace(iam_actions, "_match_rest_action", _action)
    replace(iam_actions, "_action_from_target", _target_action)
    replace(iam_actions, "extract_resource_arn", _resource)
    replace(iam_actions, "request_tag_context", _tags)
    replace(iam_evaluator, "_principal_org_id", _organization)
    replace(iam_evaluator, "_conditions_met", _variables)
    tagging._RESOURCE_TAG_COLLECTORS |= {
        "cloudfront": tagging._collect_cloudfront,
        "acm": _certificate_tags,
        "wafv2": lambda: waf._waf_tags.items(),
    }
