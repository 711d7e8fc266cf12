"""Types by which a product is operated: archives, budgets, alarms, repositories, policies on buses and secrets."""

import json

from gateway_api import call, call_unless


def _archive_values(name, props):
    pattern = props.get("EventPattern")
    return {
        "ArchiveName": name,
        "Description": props.get("Description", ""),
        "RetentionDays": int(props.get("RetentionDays", 0)),
        **({"EventPattern": pattern if isinstance(pattern, str) else json.dumps(pattern)} if pattern else {}),
    }


def _archive_create(logical_id, props, stack):
    name = props.get("ArchiveName") or f"{stack}-{logical_id}"
    arn = call("events", "CreateArchive", {**_archive_values(name, props), "EventSourceArn": props["SourceArn"]})["ArchiveArn"]
    return name, {"Arn": arn, "ArchiveName": name}


def _archive_update(physical_id, old, new, stack):
    if old.get("SourceArn") != new.get("SourceArn") or new.get("ArchiveName", physical_id) != physical_id:
        _archive_delete(physical_id, old)
        return _archive_create(physical_id, new, stack)
    arn = call("events", "UpdateArchive", _archive_values(physical_id, new))["ArchiveArn"]
    return physical_id, {"Arn": arn, "ArchiveName": physical_id}


def _archive_delete(physical_id, _props):
    call_unless(("ResourceNotFoundException",), "events", "DeleteArchive", {"ArchiveName": physical_id})


def _bus_policy_create(logical_id, props, _stack):
    statement = props.get("Statement")
    bus = props.get("EventBusName", "default")
    if statement is None:
        values = {name: props[name] for name in ("Action", "Principal", "Condition") if name in props}
    else:
        text = statement if isinstance(statement, str) else json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Sid": props["StatementId"]}]})
        values = {"Policy": text}
    call("events", "PutPermission", {"EventBusName": bus, "StatementId": props["StatementId"], **values})
    return f"{bus}|{props['StatementId']}", {}


def _bus_policy_delete(_physical_id, props):
    values = {"EventBusName": props.get("EventBusName", "default"), "StatementId": props["StatementId"]}
    call_unless(("ResourceNotFoundException",), "events", "RemovePermission", values)


def _repository_create(_logical_id, props, _stack):
    values = {"repositoryName": props["RepositoryName"], "repositoryDescription": props.get("RepositoryDescription", "")}
    tags = {tag["Key"]: tag["Value"] for tag in props.get("Tags") or []}
    found = call("codecommit", "CreateRepository", {**values, "tags": tags})["repositoryMetadata"]
    return found["repositoryId"], {
        "Arn": found["Arn"],
        "Name": found["repositoryName"],
        "CloneUrlHttp": found.get("cloneUrlHttp", ""),
        "CloneUrlSsh": found.get("cloneUrlSsh", ""),
    }


def _repository_delete(_physical_id, props):
    call_unless(("RepositoryDoesNotExistException",), "codecommit", "DeleteRepository", {"repositoryName": props["RepositoryName"]})


def _budget_create(logical_id, props, stack):
    budget = dict(props["Budget"])
    name = budget.setdefault("BudgetName", f"{stack}-{logical_id}")
    from ministack.core.responses import get_account_id

    limit = budget.get("BudgetLimit")
    if limit:
        budget["BudgetLimit"] = {"Amount": str(limit["Amount"]), "Unit": limit["Unit"]}
    notifications = props.get("NotificationsWithSubscribers") or []
    values = {"AccountId": get_account_id(), "Budget": budget, "NotificationsWithSubscribers": notifications}
    call_unless(("DuplicateRecordException",), "budgets", "CreateBudget", values)
    return name, {}


def _budget_delete(physical_id, _props):
    from ministack.core.responses import get_account_id

    call_unless(("NotFoundException",), "budgets", "DeleteBudget", {"AccountId": get_account_id(), "BudgetName": physical_id})


COMPOSITE = ("AlarmRule", "ActionsEnabled", "AlarmActions", "OKActions", "InsufficientDataActions", "AlarmDescription", "ActionsSuppressor")


def _composite_create(logical_id, props, stack):
    from ministack.core.responses import get_account_id, get_region

    name = props.get("AlarmName") or f"{stack}-{logical_id}"
    call("monitoring", "PutCompositeAlarm", {"AlarmName": name, **{key: props[key] for key in COMPOSITE if key in props}})
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


def _composite_update(physical_id, old, new, stack):
    created = _composite_create(physical_id, {"AlarmName": physical_id, **new}, stack)
    if created[0] != physical_id:
        _composite_delete(physical_id, old)
    return created


def _composite_delete(physical_id, _props):
    call_unless(("ResourceNotFound",), "monitoring", "DeleteAlarms", {"AlarmNames": [physical_id]})


def _acl_association_create(_logical_id, props, _stack):
    call("wafv2", "AssociateWebACL", {"WebACLArn": props["WebACLArn"], "ResourceArn": props["ResourceArn"]})
    return f"{props['WebACLArn']}|{props['ResourceArn']}", {}


def _acl_association_delete(_physical_id, props):
    call_unless(("WAFNonexistentItemException",), "wafv2", "DisassociateWebACL", {"ResourceArn": props["ResourceArn"]})


def _secret_policy_create(_logical_id, props, _stack):
    policy = props["ResourcePolicy"]
    values = {"SecretId": props["SecretId"], "ResourcePolicy": policy if isinstance(policy, str) else json.dumps(policy)}
    call("secretsmanager", "PutResourcePolicy", values)
    return props["SecretId"], {}


def _secret_policy_delete(_physical_id, props):
    call_unless(("ResourceNotFoundException",), "secretsmanager", "DeleteResourcePolicy", {"SecretId": props["SecretId"]})


HANDLERS = {
    "AWS::Events::Archive": {"create": _archive_create, "update": _archive_update, "delete": _archive_delete},
    "AWS::Events::EventBusPolicy": {"create": _bus_policy_create, "delete": _bus_policy_delete},
    "AWS::CodeCommit::Repository": {"create": _repository_create, "delete": _repository_delete},
    "AWS::Budgets::Budget": {"create": _budget_create, "delete": _budget_delete},
    "AWS::CloudWatch::CompositeAlarm": {"create": _composite_create, "update": _composite_update, "delete": _composite_delete},
    "AWS::WAFv2::WebACLAssociation": {"create": _acl_association_create, "delete": _acl_association_delete},
    "AWS::SecretsManager::ResourcePolicy": {
        "create": _secret_policy_create,
        "update": lambda physical_id, _old, new, stack: _secret_policy_create(physical_id, new, stack),
        "delete": _secret_policy_delete,
    },
}
