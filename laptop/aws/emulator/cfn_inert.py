"""Types that have no effect on a laptop: they deploy, have the names and ARNs that templates refer to, and do nothing."""

import json

from gateway_api import call
from ministack.core.responses import get_account_id, get_region
from ministack.services import s3
from private_names import require

require(s3, "_bucket_policies", "_bucket_owner_account")


def _arn(service, resource):
    return f"arn:aws:{service}:{get_region()}:{get_account_id()}:{resource}"


def _named(name_property, attributes=lambda name, props: {}, prefix=""):
    def create(logical_id, props, stack):
        name = props.get(name_property) or f"{prefix}{stack}-{logical_id}"
        return name, attributes(name, props)

    def update(physical_id, _old, new, stack):
        return create(physical_id, {name_property: physical_id, **new}, stack)

    return {"create": create, "update": update, "delete": lambda _id, _props: None}


def _registry(name, _props):
    return {"RegistryArn": _arn("schemas", f"registry/{name}"), "RegistryName": name}


def _schema(name, props):
    arn = _arn("schemas", f"schema/{props.get('RegistryName', '')}/{name}")
    return {"SchemaArn": arn, "SchemaName": name, "SchemaVersion": "1", "LastModified": "", "VersionCreatedDate": ""}


def _policy_of(bucket):
    for (_, name), policy in list(s3._bucket_policies._data.items()):
        if name == bucket:
            return policy if isinstance(policy, str) else json.dumps(policy)
    return ""


def _trail(name, props):
    """Refused as by CloudTrail (API Reference, CreateTrail): without trusted access, and where the bucket does not let it write."""
    if str(props.get("IsOrganizationTrail", "")).lower() == "true":
        enabled = call("organizations", "ListAWSServiceAccessForOrganization", {})["EnabledServicePrincipals"]
        if not any(one["ServicePrincipal"] == "cloudtrail.amazonaws.com" for one in enabled):
            raise ValueError("CloudTrailAccessNotEnabledException: trusted access of cloudtrail.amazonaws.com is not enabled in the organization")
    bucket = props["S3BucketName"]
    if s3._bucket_owner_account(bucket) is None:
        raise ValueError(f"S3BucketDoesNotExistException: S3 bucket {bucket} does not exist")
    arn = _arn("cloudtrail", f"trail/{name}")
    policy = _policy_of(bucket)
    if "cloudtrail.amazonaws.com" not in policy or arn not in policy:
        raise ValueError(f"InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: {bucket}")
    return {"Arn": arn, "SnsTopicArn": ""}


def _flow_log(name, props):
    if props.get("LogDestinationType") == "s3":
        bucket = props["LogDestination"].split(":::", 1)[1].split("/", 1)[0]
        if "delivery.logs.amazonaws.com" not in _policy_of(bucket):
            raise ValueError(f"Access Denied for LogDestination: {bucket}. Please check LogDestination permission")
    return {"Id": name}


def _web_acl_logging(_arn, props):
    """Refused as by AWS WAF (Developer Guide, "Amazon Simple Storage Service bucket"): another name, another account, or no right to write."""
    for destination in props["LogDestinationConfigs"]:
        bucket = destination.split(":::", 1)[1]
        if not bucket.startswith("aws-waf-logs-") or s3._bucket_owner_account(bucket) != get_account_id():
            raise ValueError(f"WAFInvalidParameterException: Error reason: The ARN isn't valid., field: LOG_DESTINATION, parameter: {destination}")
        if "delivery.logs.amazonaws.com" not in _policy_of(bucket):
            raise ValueError("WAFLogDestinationPermissionIssueException: Unable to deliver logs to the configured destination")
    return {"ManagedByFirewallManager": "false"}


def _detector_create(_logical_id, props, _stack):
    detector = call("guardduty", "CreateDetector", {"Enable": str(props["Enable"]).lower() == "true"})["detectorId"]
    return detector, {"Id": detector}


def _detector_delete(physical_id, _props):
    call("guardduty", "DeleteDetector", {"DetectorId": physical_id})


_DETECTOR = {
    "create": _detector_create,
    "update": lambda physical_id, _old, _new, _stack: (physical_id, {"Id": physical_id}),
    "delete": _detector_delete,
}

HANDLERS = {
    "AWS::CloudTrail::Trail": _named("TrailName", _trail),
    "AWS::GuardDuty::Detector": _DETECTOR,
    "AWS::EventSchemas::Registry": _named("RegistryName", _registry),
    "AWS::EventSchemas::Schema": _named("SchemaName", _schema),
    "AWS::EventSchemas::Discoverer": _named("DiscovererId", lambda name, props: {"DiscovererArn": _arn("schemas", f"discoverer/{name}"), "DiscovererId": name}),
    "AWS::EventSchemas::RegistryPolicy": _named("RegistryName", lambda name, props: {"Id": name}),
    "AWS::EC2::FlowLog": _named("", _flow_log, prefix="fl-"),
    "AWS::WAFv2::LoggingConfiguration": _named("ResourceArn", _web_acl_logging),
    "AWS::CE::CostCategory": _named("Name", lambda name, props: {"Arn": f"arn:aws:ce::{get_account_id()}:costcategory/{name}", "EffectiveStart": ""}),
    "AWS::Logs::QueryDefinition": _named("", lambda name, props: {"QueryDefinitionId": name}),
    "AWS::IAM::ServiceLinkedRole": _named("", lambda name, props: {"RoleName": name}),
}
