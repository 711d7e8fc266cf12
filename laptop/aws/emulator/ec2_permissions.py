"""IAM: the resource of an EC2 call, where the emulator sees none or another one, and the tags of EC2 resources in a condition.

AWS checks a call against every resource that it touches; the emulator checks one: here, the one that the call creates or changes
(Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2").
"""

from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2, tagging
from private_names import replace, require

CREATES = {
    "AllocateAddress": "elastic-ip",
    "CreateInternetGateway": "internet-gateway",
    "CreateNatGateway": "natgateway",
    "CreateRouteTable": "route-table",
    "CreateSubnet": "subnet",
    "CreateVpc": "vpc",
    "CreateVpcPeeringConnection": "vpc-peering-connection",
}
CHANGES = {
    "AcceptVpcPeeringConnection": ("vpc-peering-connection", "VpcPeeringConnectionId"),
    "AssociateRouteTable": ("route-table", "RouteTableId"),
    "AttachInternetGateway": ("internet-gateway", "InternetGatewayId"),
    "DeleteNatGateway": ("natgateway", "NatGatewayId"),
    "DeleteVpcPeeringConnection": ("vpc-peering-connection", "VpcPeeringConnectionId"),
    "DetachInternetGateway": ("internet-gateway", "InternetGatewayId"),
    "DisassociateRouteTable": ("route-table", "AssociationId"),
    "RejectVpcPeeringConnection": ("vpc-peering-connection", "VpcPeeringConnectionId"),
}
TYPES = {
    "eipalloc": "elastic-ip",
    "igw": "internet-gateway",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "rtb": "route-table",
    "sg": "security-group",
    "subnet": "subnet",
    "vpc": "vpc",
}


def _first(params, name):
    value = params.get(name, "")
    return (value[0] if value else "") if isinstance(value, list) else value


def _route_table_of(association_id):
    for table_id, table in ec2._route_tables.items():
        if any(association_id in association.values() for association in table.get("Associations", [])):
            return table_id
    return "*"


def _ec2_arn(params, region, account_id):
    action = _first(params, "Action")
    if action in CREATES:
        return f"arn:aws:ec2:{region}:{account_id}:{CREATES[action]}/*"
    if action in CHANGES:
        kind, name = CHANGES[action]
        resource_id = _first(params, name)
        if name == "AssociationId":
            resource_id = _route_table_of(resource_id)
        return f"arn:aws:ec2:{region}:{account_id}:{kind}/{resource_id}"
    # Describe actions know no resources.
    return "*" if action.startswith("Describe") else None


def _resource(original):
    def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
        found = _ec2_arn(query_params, region, account_id) if service == "ec2" else None
        return found or original(service, method, path, headers, body, query_params, region, account_id)

    return extract_resource_arn


def _tags():
    for resource_id, tags in ec2._tags.items():
        kind = TYPES.get(resource_id.split("-", 1)[0])
        if kind:
            yield f"arn:aws:ec2:{get_region()}:{get_account_id()}:{kind}/{resource_id}", tags


def install():
    require(ec2, "_route_tables", "_tags")
    require(tagging, "_RESOURCE_TAG_COLLECTORS")
    require(iam_actions, "_QUERY_TAG_RE")
    replace(iam_actions, "extract_resource_arn", _resource)
    # EC2 takes the tags of what it creates as TagSpecifications.
    replace(iam_actions, "_TAG_MEMBERS", lambda members: members | {"TagSpecifications"})
    tagging._RESOURCE_TAG_COLLECTORS["ec2"] = _tags
