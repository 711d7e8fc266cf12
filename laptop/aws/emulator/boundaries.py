"""IAM: permissions boundaries, which the emulator honours but neither sets by CloudFormation nor shows to conditions."""

from ministack.core import iam_actions
from ministack.services import iam
from ministack.services.cloudformation import provisioners
from private_names import replace, require

# Service Authorization Reference, "Condition keys for AWS Identity and Access Management": iam:PermissionsBoundary.
GIVEN = {"iam:CreateRole", "iam:PutRolePermissionsBoundary"}
OF_ROLE = {"iam:AttachRolePolicy", "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy"}


def _first(params, name):
    value = params.get(name, "")
    return (value[0] if value else "") if isinstance(value, list) else value


def _context(original):
    def request_tag_context(service, iam_action, body, params):
        found = original(service, iam_action, body, params)
        if iam_action in GIVEN:
            boundary = _first(params, "PermissionsBoundary")
        elif iam_action in OF_ROLE:
            boundary = (iam._roles.get(_first(params, "RoleName")) or {}).get("PermissionsBoundary")
        else:
            boundary = None
        return {**found, "iam:PermissionsBoundary": boundary} if boundary else found

    return request_tag_context


def _bounded(handler, properties):
    def with_boundary(*arguments, **options):
        answer = handler(*arguments, **options)
        iam._roles[answer[0]]["PermissionsBoundary"] = arguments[properties].get("PermissionsBoundary")
        return answer

    return with_boundary


def install():
    require(iam, "_roles")
    replace(iam_actions, "request_tag_context", _context)
    role = provisioners._RESOURCE_HANDLERS["AWS::IAM::Role"]
    # create(logical_id, props, stack), update(physical_id, old, new, stack)
    role["create"] = _bounded(role["create"], 1)
    role["update"] = _bounded(role["update"], 2)
