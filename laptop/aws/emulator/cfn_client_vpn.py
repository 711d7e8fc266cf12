"""EC2 types of Client VPN, made by the calls that CloudFormation makes."""

from gateway_api import call, call_unless

GONE = (
    "InvalidClientVpnEndpointId.NotFound",
    "InvalidClientVpnAssociationId.NotFound",
    "InvalidClientVpnRouteNotFound",
    "InvalidClientVpnEndpointAuthorizationRuleNotFound",
)


def _delete(operation, values):
    call_unless(GONE, "ec2", operation, values)


def _endpoint_create(_logical_id, props, _stack):
    logs = props["ConnectionLogOptions"]
    values = {
        "ClientCidrBlock": props.get("ClientCidrBlock"),
        "ServerCertificateArn": props["ServerCertificateArn"],
        "Authentication": props["AuthenticationOptions"],
        "ConnectionLogOptions": {"Enabled": logs["Enabled"], "CloudwatchLogGroup": logs.get("CloudwatchLogGroup")},
        "Description": props.get("Description"),
        "SplitTunnel": props.get("SplitTunnel"),
        "VpcId": props.get("VpcId"),
        "SecurityGroupId": props.get("SecurityGroupIds") or [],
    }
    return call("ec2", "CreateClientVpnEndpoint", values)["clientVpnEndpointId"], {}


def _endpoint_delete(physical_id, _props):
    _delete("DeleteClientVpnEndpoint", {"ClientVpnEndpointId": physical_id})


def _network_create(_logical_id, props, _stack):
    values = {"ClientVpnEndpointId": props["ClientVpnEndpointId"], "SubnetId": props["SubnetId"]}
    return call("ec2", "AssociateClientVpnTargetNetwork", values)["associationId"], {}


def _network_delete(physical_id, props):
    values = {"ClientVpnEndpointId": props["ClientVpnEndpointId"], "AssociationId": physical_id}
    _delete("DisassociateClientVpnTargetNetwork", values)


def _route(props):
    return {name: props[name] for name in ("ClientVpnEndpointId", "DestinationCidrBlock", "TargetVpcSubnetId")}


def _route_create(_logical_id, props, _stack):
    call("ec2", "CreateClientVpnRoute", _route(props))
    return "|".join(("cvpn-route", *_route(props).values())), {}


def _route_delete(_physical_id, props):
    _delete("DeleteClientVpnRoute", _route(props))


def _rule(props):
    return {name: props[name] for name in ("ClientVpnEndpointId", "TargetNetworkCidr")}


def _rule_create(_logical_id, props, _stack):
    call("ec2", "AuthorizeClientVpnIngress", {**_rule(props), "AuthorizeAllGroups": props.get("AuthorizeAllGroups")})
    return "|".join(("cvpn-rule", *_rule(props).values())), {}


def _rule_delete(_physical_id, props):
    _delete("RevokeClientVpnIngress", {**_rule(props), "RevokeAllGroups": props.get("AuthorizeAllGroups")})


HANDLERS = {
    "AWS::EC2::ClientVpnEndpoint": {"create": _endpoint_create, "delete": _endpoint_delete},
    "AWS::EC2::ClientVpnTargetNetworkAssociation": {"create": _network_create, "delete": _network_delete},
    "AWS::EC2::ClientVpnRoute": {"create": _route_create, "delete": _route_delete},
    "AWS::EC2::ClientVpnAuthorizationRule": {"create": _rule_create, "delete": _rule_delete},
}
