"""What decides about a role's call, for the gateway's own IAM evaluator: its policies, its boundary, the organization's SCPs, tags.

Only reads; the gateway asks before the call reaches the emulator. Also what Organizations attaches by itself and who is a member.
"""

import json

import encryption
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, set_request_account_id, set_request_region
from ministack.services import ec2, iam, organizations, s3, tagging
from private_names import replace, require


def _document(policy_arn, account):
    found = iam_evaluator._resolve_managed_policy_document(policy_arn, account)
    return found if isinstance(found, str) else json.dumps(found or {})


def _named(name, document):
    return {"name": name, "document": document if isinstance(document, str) else json.dumps(document)}


def _identity(role, account):
    inline = [_named(name, document) for name, document in (role.get("InlinePolicies") or {}).items()]
    return inline + [_named(arn, _document(arn, account)) for arn in role.get("AttachedPolicies", [])]


def membership(account):
    """-> (management account, organization), or None for an account of none."""
    for (master, _), org in list(organizations._orgs._data.items()):
        if account == master or (master, account) in organizations._accounts._data:
            return master, org
    return None


def _parents(master, child):
    """The way from the account up to the root: [account, unit, …, root]."""
    way = [child]
    while True:
        record = organizations._accounts._data.get((master, way[-1])) or organizations._ous._data.get((master, way[-1]))
        parent = (record or {}).get("_ParentId")
        if not parent:
            return way
        way.append(parent)


def _guards(account, policy_type):
    """Policies of a type by level, from the root to the account; None where none apply: the management account, no organization, type not enabled."""
    found = membership(account)
    if found is None or found[0] == account:
        return None
    master = found[0]
    set_request_account_id(master)
    if not organizations._policy_type_enabled(policy_type):
        return None
    policies = {key: value for (owner, key), value in list(organizations._policies._data.items()) if owner == master}
    return [
        [
            _named(policy.get("Name", key), policy["_Content"])
            for key, policy in policies.items()
            if policy.get("Type") == policy_type and target in (organizations._attachments.get(key) or [])
        ]
        for target in reversed(_parents(master, account))
    ]


def _place(account):
    """An account's organization and units: `o-…/r-…/ou-…/` (IAM User Guide, aws:PrincipalOrgPaths). Empty for an account of none."""
    found = membership(account)
    if found is None:
        return {}
    master, org = found
    units = list(reversed(_parents(master, account)[1:]))
    return {"organization": org["Id"], "path": "/".join([org["Id"], *units, ""])}


def _owner(arn, default_account):
    """The account that a resource belongs to; a bucket's is not in its ARN."""
    parts = arn.split(":", 5)
    if len(parts) > 5 and parts[2] == "s3":
        return s3._bucket_owner_account(parts[5].split("/", 1)[0]) or default_account
    if len(parts) > 5 and parts[2] == "organizations":
        return parts[4] or default_account
    return parts[4] if len(parts) > 5 and parts[4].isdigit() else default_account


def _resource(arn, default_account):
    account = _owner(arn, default_account)
    return {"account": account, **_place(account), "guards": _guards(account, "RESOURCE_CONTROL_POLICY")}


def _tags(arn, default_account):
    owner = arn.split(":")[4] if arn.count(":") > 4 else ""
    set_request_account_id(owner or default_account)
    return tagging.resource_tags(arn) or {}


def _boundary(role):
    boundary = role.get("PermissionsBoundary")
    return boundary.get("PermissionsBoundaryArn") if isinstance(boundary, dict) else boundary


def principal(body):
    """{accountId, role, region, resources} -> {policies, boundary, guards, place, tags, resources}.

    `tags` of the resources, by ARN, where some policy reads aws:ResourceTag; `resources`: whose they are, where that is, and the resource
    control policies there; `policies` is null for a role that does not exist.
    """
    account = body["accountId"]
    set_request_region(body["region"])
    set_request_account_id(account)
    role = iam._roles.get(body["role"])
    if role is None:
        return 200, {"policies": None}
    arn = _boundary(role)
    policies = _identity(role, account)
    tagged = any("ResourceTag" in policy["document"] for policy in policies)
    return 200, {
        "policies": policies,
        "boundary": _named(arn, _document(arn, account)) if arn else None,
        "guards": _guards(account, "SERVICE_CONTROL_POLICY"),
        "place": _place(account),
        "resources": {one: _resource(one, account) for one in body["resources"]},
        "tags": {one: _tags(one, account) for one in body["resources"]} if tagged else {},
    }


def named(body):
    """{organization}, {bucket}, {topic}, or {association} or {role} with {accountId, region}: what a call names without saying it whole."""
    if "organization" in body:
        found = membership(body["organization"])
        return 200, {"id": found[1]["Id"], "managementAccountId": found[0]} if found else {}
    if "bucket" in body:
        return 200, encryption.bucket_key(body["bucket"])
    if "topic" in body:
        return 200, encryption.topic_key(body["topic"])
    if "key" in body:
        return 200, encryption.described(body["key"])
    set_request_account_id(body["accountId"])
    set_request_region(body["region"])
    if "role" in body:
        return 200, {"boundary": _boundary(iam._roles.get(body["role"]) or {})}
    if "association" in body:
        for table_id, table in ec2._route_tables.items():
            for association in table.get("Associations", []):
                if body["association"] in association.values():
                    return 200, {"table": table_id, "subnet": association.get("SubnetId")}
    return 200, {}


def _accounts_tags():
    master = get_account_id()
    for account, tags in organizations._tags.items():
        org = organizations._orgs.get("self")
        if org:
            yield f"arn:aws:organizations::{master}:account/{org['Id']}/{account}", [{"Key": k, "Value": v} for k, v in tags.items()]


def _with_full_access(original):
    """Organizations attaches FullAWSAccess to every new unit (Organizations User Guide, "SCP evaluation")."""

    def create_organizational_unit(payload):
        answer = original(payload)
        unit = json.loads(answer[2]).get("OrganizationalUnit", {}).get("Id")
        if unit:
            attached = organizations._attachments.get(organizations.FULL_ACCESS_POLICY_ID) or []
            organizations._attachments[organizations.FULL_ACCESS_POLICY_ID] = [*attached, unit]
        return answer

    return create_organizational_unit


def _member_organization(_original):
    """aws:PrincipalOrgID of a member account is its organization's, too."""

    def principal_org_id(account):
        found = membership(account)
        return found[1]["Id"] if found else None

    return principal_org_id


def _place_keys(original):
    """Where caller and resource are (IAM User Guide, "AWS global condition context keys"), for the emulator's own evaluator, too."""

    def resolve(key, ctx):
        name = key.lower()
        if name == "aws:principalisawsservice":
            return "false"
        if name == "aws:principalorgpaths":
            path = _place(ctx.principal_account).get("path")
            return path and [path]
        if name in ("aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"):
            owner = _owner(ctx.resource_arn, ctx.principal_account)
            place = _place(owner)
            path = place.get("path")
            return {"aws:resourceaccount": owner, "aws:resourceorgid": place.get("organization")}.get(name, path and [path])
        return original(key, ctx)

    return resolve


def install():
    require(iam, "_roles")
    require(s3, "_bucket_owner_account")
    require(organizations, "_accounts", "_ous", "_orgs", "_policies", "_attachments", "_tags", "_policy_type_enabled", "_DISPATCH", "FULL_ACCESS_POLICY_ID")
    require(iam_evaluator, "_resolve_managed_policy_document")
    replace(iam_evaluator, "_principal_org_id", _member_organization)
    replace(iam_evaluator, "_resolve_condition_key", _place_keys)
    organizations._DISPATCH["CreateOrganizationalUnit"] = _with_full_access(organizations._DISPATCH["CreateOrganizationalUnit"])
    require(tagging, "_collect_cognito")
    tagging._RESOURCE_TAG_COLLECTORS |= {"organizations": _accounts_tags, "cognito-idp": tagging._collect_cognito}
