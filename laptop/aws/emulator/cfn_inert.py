"""Types that have no effect on a laptop: they deploy, have the names and ARNs that templates refer to, and do nothing."""

from ministack.core.responses import get_account_id, get_region


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


HANDLERS = {
    "AWS::EventSchemas::Registry": _named("RegistryName", _registry),
    "AWS::EventSchemas::Schema": _named("SchemaName", _schema),
    "AWS::EventSchemas::Discoverer": _named("DiscovererId", lambda name, props: {"DiscovererArn": _arn("schemas", f"discoverer/{name}"), "DiscovererId": name}),
    "AWS::EventSchemas::RegistryPolicy": _named("RegistryName", lambda name, props: {"Id": name}),
    "AWS::EC2::FlowLog": _named("", lambda name, props: {"Id": name}, prefix="fl-"),
    "AWS::CE::CostCategory": _named("Name", lambda name, props: {"Arn": f"arn:aws:ce::{get_account_id()}:costcategory/{name}", "EffectiveStart": ""}),
    "AWS::Logs::QueryDefinition": _named("", lambda name, props: {"QueryDefinitionId": name}),
    "AWS::IAM::ServiceLinkedRole": _named("", lambda name, props: {"RoleName": name}),
}
