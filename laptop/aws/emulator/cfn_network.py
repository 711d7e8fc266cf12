"""EC2 types: Elastic IP, NAT gateway, VPC peering, single security group rules."""

import time

from gateway_api import ApiError, call, call_unless
from ministack.core.responses import get_account_id
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

POLL_SECONDS = 0.1


def _tags(resource_type, props):
    tags = props.get("Tags") or []
    return [{"ResourceType": resource_type, "Tag": [{"Key": t["Key"], "Value": t["Value"]} for t in tags]}] if tags else []


def _address_create(_logical_id, props, _stack):
    values = {"Domain": "vpc", "TagSpecification": _tags("elastic-ip", props)}
    address = call("ec2", "AllocateAddress", values)
    return address["publicIp"], {"AllocationId": address["allocationId"], "PublicIp": address["publicIp"]}


def _address_delete(physical_id, _props):
    for allocation_id, record in list(ec2._addresses.items()):
        if record["PublicIp"] == physical_id:
            call_unless(("InvalidAllocationID.NotFound",), "ec2", "ReleaseAddress", {"AllocationId": allocation_id})


def _gateway_state(gateway_id):
    try:
        found = call("ec2", "DescribeNatGateways", {"NatGatewayId": [gateway_id]}).get("natGatewaySet")
    except ApiError as error:
        if error.code == "NatGatewayNotFound":
            return "deleted"
        raise
    item = found.get("item") if isinstance(found, dict) else None
    return item["state"] if item else "deleted"


def _await_gateway(gateway_id, wanted):
    while (state := _gateway_state(gateway_id)) != wanted:
        if state == "failed":
            raise ValueError(f"NAT gateway {gateway_id} failed")
        time.sleep(POLL_SECONDS)


def _gateway_create(_logical_id, props, _stack):
    values = {
        "SubnetId": props["SubnetId"],
        "AllocationId": props.get("AllocationId"),
        "ConnectivityType": props.get("ConnectivityType"),
        "TagSpecification": _tags("natgateway", props),
    }
    gateway_id = call("ec2", "CreateNatGateway", values)["natGateway"]["natGatewayId"]
    _await_gateway(gateway_id, "available")
    return gateway_id, {"NatGatewayId": gateway_id}


def _gateway_delete(physical_id, _props):
    if call_unless(("NatGatewayNotFound",), "ec2", "DeleteNatGateway", {"NatGatewayId": physical_id}) is not None:
        _await_gateway(physical_id, "deleted")


def _peering_create(_logical_id, props, _stack):
    peer = str(props.get("PeerOwnerId") or get_account_id())
    values = {
        "VpcId": props["VpcId"],
        "PeerVpcId": props["PeerVpcId"],
        "PeerOwnerId": peer,
        "PeerRegion": props.get("PeerRegion"),
        "TagSpecification": _tags("vpc-peering-connection", props),
    }
    peering_id = call("ec2", "CreateVpcPeeringConnection", values)["vpcPeeringConnection"]["vpcPeeringConnectionId"]
    try:
        _let_in(peer, peering_id, props.get("PeerRoleArn"))
        call("ec2", "AcceptVpcPeeringConnection", {"VpcPeeringConnectionId": peering_id}, account=peer)
    except ValueError:
        _peering_delete(peering_id, props)
        raise
    return peering_id, {"Id": peering_id}


def _let_in(peer, peering_id, role):
    """CloudFormation accepts for the peer: in the same account, or by a role there that trusts this one.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/peer-with-vpc-in-another-account.html; without a role as in
    https://github.com/aws/aws-cdk/issues/17383. The role's policy is not asked.
    """
    if peer == get_account_id():
        return
    if not role:
        raise ValueError(f"User {get_account_id()} cannot accept peering {peering_id}")
    call("sts", "AssumeRole", {"RoleArn": role, "RoleSessionName": "AWSCloudFormation"})


def _peering_delete(physical_id, _props):
    # One that ended otherwise cannot be deleted any more (https://github.com/hashicorp/terraform/issues/7465): CloudFormation, whose
    # handler of the deletion describes it first, has nothing to do.
    gone = ("InvalidVpcPeeringConnectionID.NotFound", "InvalidStateTransition")
    call_unless(gone, "ec2", "DeleteVpcPeeringConnection", {"VpcPeeringConnectionId": physical_id})


SIDES = {"IpPermissions": "AuthorizeSecurityGroupIngress", "IpPermissionsEgress": "AuthorizeSecurityGroupEgress"}


def _ask(operation, values):
    """Raises what EC2 would answer; changes nothing."""
    call_unless(("DryRunOperation",), "ec2", operation, {**values, "DryRun": True})


def _ask_rules(side, rules):
    # EC2's query protocol has names of its own for some members.
    permissions = [
        {("Groups" if name == "UserIdGroupPairs" else name): value for name, value in permission.items() if value != []}
        for permission in provisioners._ec2_sg_permissions(rules)
    ]
    if permissions:
        _ask(SIDES[side], {"GroupId": "sg-0", "IpPermissions": permissions})


def _group_asked_first(original):
    """The emulator writes groups into its store; whether EC2 takes them, the gateway's rules decide."""

    def check(logical_id, props):
        name = props.get("GroupName", logical_id)
        _ask("CreateSecurityGroup", {"GroupName": name, "GroupDescription": props["GroupDescription"], "VpcId": props.get("VpcId")})
        _ask_rules("IpPermissions", props.get("SecurityGroupIngress"))
        _ask_rules("IpPermissionsEgress", props.get("SecurityGroupEgress"))

    def create(logical_id, props, stack):
        check(logical_id, props)
        return original["create"](logical_id, props, stack)

    def update(physical_id, old, new, stack, logical_id=None):
        check(logical_id, new)
        return original["update"](physical_id, old, new, stack, logical_id)

    return {**original, "create": create, "update": update}


def _group_rule(side, permissions):
    def records(props):
        return permissions([props])

    def create(logical_id, props, _stack):
        _ask_rules(side, [props])
        group = ec2._security_groups.get(props["GroupId"])
        if group is None:
            raise ValueError(f"The security group '{props['GroupId']}' does not exist")
        group[side] = [*group[side], *records(props)]
        return f"sgr-{logical_id}", {"Id": f"sgr-{logical_id}"}

    def delete(_physical_id, props):
        group = ec2._security_groups.get(props["GroupId"])
        if group is not None:
            group[side] = [rule for rule in group[side] if rule not in records(props)]

    return {"create": create, "delete": delete}


HANDLERS = {
    "AWS::EC2::EIP": {"create": _address_create, "delete": _address_delete},
    "AWS::EC2::NatGateway": {"create": _gateway_create, "delete": _gateway_delete},
    "AWS::EC2::VPCPeeringConnection": {"create": _peering_create, "delete": _peering_delete},
    "AWS::EC2::SecurityGroup": _group_asked_first(provisioners._RESOURCE_HANDLERS["AWS::EC2::SecurityGroup"]),
    "AWS::EC2::SecurityGroupIngress": _group_rule("IpPermissions", provisioners._ec2_sg_permissions),
    "AWS::EC2::SecurityGroupEgress": _group_rule("IpPermissionsEgress", provisioners._ec2_sg_permissions),
}
