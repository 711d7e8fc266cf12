"""Organizations, IAM Identity Center and IAM types."""

import json

from gateway_api import call, call_unless
from ministack.core.responses import get_account_id


def _document(content):
    return content if isinstance(content, str) else json.dumps(content)


def _organization(_logical_id, _props, _stack):
    found = call("organizations", "DescribeOrganization", {})["Organization"]
    root = call("organizations", "ListRoots", {})["Roots"][0]
    return found["Id"], {
        "Id": found["Id"],
        "Arn": found["Arn"],
        "RootId": root["Id"],
        "ManagementAccountId": get_account_id(),
        "ManagementAccountArn": found.get("MasterAccountArn", ""),
    }


def _unit_create(_logical_id, props, _stack):
    values = {"Name": props["Name"], "ParentId": props["ParentId"], "Tags": props.get("Tags") or []}
    unit = call("organizations", "CreateOrganizationalUnit", values)["OrganizationalUnit"]
    return unit["Id"], {"Id": unit["Id"], "Arn": unit["Arn"]}


def _unit_update(physical_id, old, new, stack):
    if old.get("ParentId") != new.get("ParentId") or old.get("Name") != new.get("Name"):
        created = _unit_create(physical_id, new, stack)
        _unit_delete(physical_id, old)
        return created
    if new.get("Tags"):
        call("organizations", "TagResource", {"ResourceId": physical_id, "Tags": new["Tags"]})
    unit = call("organizations", "DescribeOrganizationalUnit", {"OrganizationalUnitId": physical_id})["OrganizationalUnit"]
    return physical_id, {"Id": physical_id, "Arn": unit["Arn"]}


def _unit_delete(physical_id, _props):
    call_unless(("OrganizationalUnitNotFoundException",), "organizations", "DeleteOrganizationalUnit", {"OrganizationalUnitId": physical_id})


def _policy_create(_logical_id, props, _stack):
    values = {
        "Name": props["Name"],
        "Type": props["Type"],
        "Description": props.get("Description", ""),
        "Content": _document(props["Content"]),
        "Tags": props.get("Tags") or [],
    }
    summary = call("organizations", "CreatePolicy", values)["Policy"]["PolicySummary"]
    for target in props.get("TargetIds") or []:
        call("organizations", "AttachPolicy", {"PolicyId": summary["Id"], "TargetId": target})
    return summary["Id"], {"Id": summary["Id"], "Arn": summary["Arn"], "AwsManaged": False}


def _policy_update(physical_id, old, new, stack):
    if old.get("Type") != new.get("Type"):
        created = _policy_create(physical_id, new, stack)
        _policy_delete(physical_id, old)
        return created
    values = {"PolicyId": physical_id, "Name": new["Name"], "Description": new.get("Description", ""), "Content": _document(new["Content"])}
    summary = call("organizations", "UpdatePolicy", values)["Policy"]["PolicySummary"]
    before, after = set(old.get("TargetIds") or []), set(new.get("TargetIds") or [])
    for target in after - before:
        call_unless(("DuplicatePolicyAttachmentException",), "organizations", "AttachPolicy", {"PolicyId": physical_id, "TargetId": target})
    for target in before - after:
        call_unless(("PolicyNotAttachedException",), "organizations", "DetachPolicy", {"PolicyId": physical_id, "TargetId": target})
    return physical_id, {"Id": physical_id, "Arn": summary["Arn"], "AwsManaged": False}


def _policy_delete(physical_id, props):
    for target in props.get("TargetIds") or []:
        call_unless(("PolicyNotAttachedException", "PolicyNotFoundException"), "organizations", "DetachPolicy", {"PolicyId": physical_id, "TargetId": target})
    call_unless(("PolicyNotFoundException",), "organizations", "DeletePolicy", {"PolicyId": physical_id})


def _permission_set_contents(instance, arn, props):
    common = {"InstanceArn": instance, "PermissionSetArn": arn}
    for policy in props.get("ManagedPolicies") or []:
        call_unless(("ConflictException",), "sso", "AttachManagedPolicyToPermissionSet", {**common, "ManagedPolicyArn": policy})
    if props.get("InlinePolicy"):
        call("sso", "PutInlinePolicyToPermissionSet", {**common, "InlinePolicy": _document(props["InlinePolicy"])})


def _permission_set_create(_logical_id, props, _stack):
    names = ("InstanceArn", "Name", "Description", "SessionDuration", "RelayStateType", "Tags")
    created = call("sso", "CreatePermissionSet", {name: props[name] for name in names if name in props})["PermissionSet"]
    _permission_set_contents(props["InstanceArn"], created["PermissionSetArn"], props)
    return f"{props['InstanceArn']}|{created['PermissionSetArn']}", {"PermissionSetArn": created["PermissionSetArn"]}


def _permission_set_update(physical_id, old, new, stack):
    if old.get("InstanceArn") != new.get("InstanceArn") or old.get("Name") != new.get("Name"):
        created = _permission_set_create(physical_id, new, stack)
        _permission_set_delete(physical_id, old)
        return created
    instance, arn = physical_id.split("|")
    _permission_set_contents(instance, arn, new)
    return physical_id, {"PermissionSetArn": arn}


def _permission_set_delete(physical_id, _props):
    instance, arn = physical_id.split("|")
    call_unless(("ResourceNotFoundException",), "sso", "DeletePermissionSet", {"InstanceArn": instance, "PermissionSetArn": arn})


ASSIGNMENT = ("InstanceArn", "PermissionSetArn", "PrincipalId", "PrincipalType", "TargetId", "TargetType")


def _assignment_create(_logical_id, props, _stack):
    call_unless(("ConflictException",), "sso", "CreateAccountAssignment", {name: props[name] for name in ASSIGNMENT})
    return "|".join(str(props[name]) for name in ASSIGNMENT), {}


def _assignment_delete(_physical_id, props):
    call_unless(("ResourceNotFoundException",), "sso", "DeleteAccountAssignment", {name: props[name] for name in ASSIGNMENT})


def _oidc_create(_logical_id, props, _stack):
    values = {
        "Url": props["Url"],
        "ClientIDList": props.get("ClientIdList") or [],
        "ThumbprintList": props.get("ThumbprintList") or [],
        "Tags": props.get("Tags") or [],
    }
    arn = call("iam", "CreateOpenIDConnectProvider", values)["CreateOpenIDConnectProviderResult"]["OpenIDConnectProviderArn"]
    return arn, {"Arn": arn}


def _oidc_delete(physical_id, _props):
    call_unless(("NoSuchEntity", "NoSuchEntityException"), "iam", "DeleteOpenIDConnectProvider", {"OpenIDConnectProviderArn": physical_id})


HANDLERS = {
    "AWS::Organizations::Organization": {"create": _organization, "delete": lambda _id, _props: None},
    "AWS::Organizations::OrganizationalUnit": {"create": _unit_create, "update": _unit_update, "delete": _unit_delete},
    "AWS::Organizations::Policy": {"create": _policy_create, "update": _policy_update, "delete": _policy_delete},
    "AWS::SSO::PermissionSet": {"create": _permission_set_create, "update": _permission_set_update, "delete": _permission_set_delete},
    "AWS::SSO::Assignment": {"create": _assignment_create, "delete": _assignment_delete},
    "AWS::IAM::OIDCProvider": {"create": _oidc_create, "delete": _oidc_delete},
}
