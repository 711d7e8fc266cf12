"""Deletion protection of what CloudFormation makes: the emulator's handlers neither keep it nor ask for it, they delete past the APIs."""

from ministack.services import cognito, rds
from ministack.services.cloudformation import provisioners
from private_names import require

require(rds, "_clusters")
require(cognito, "_user_pools")

# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html
# https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html
PROTECTED = {
    "AWS::RDS::DBCluster": (
        rds._clusters,
        lambda props: str(props.get("DeletionProtection", "")).lower() == "true",
        "Cannot delete protected DB Cluster, please disable deletion protection and try again.",
    ),
    "AWS::Cognito::UserPool": (
        cognito._user_pools,
        lambda props: props.get("DeletionProtection", "INACTIVE"),
        "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    ),
}


def _keeping(handler, records, value, message):
    def kept(physical_id, props, answer):
        if physical_id in records:
            records[physical_id]["DeletionProtection"] = value(props)
        return answer

    def create(logical_id, props, stack):
        answer = handler["create"](logical_id, props, stack)
        return kept(answer[0], props, answer)

    def update(physical_id, old, new, stack, *logical_id):
        answer = handler["update"](physical_id, old, new, stack, *logical_id)
        return kept(answer[0], new, answer)

    def delete(physical_id, props):
        if (records.get(physical_id) or {}).get("DeletionProtection") in (True, "ACTIVE"):
            raise ValueError(message)
        return handler["delete"](physical_id, props)

    return {**handler, "create": create, "update": update, "delete": delete}


def install():
    for kind, (records, value, message) in PROTECTED.items():
        provisioners._RESOURCE_HANDLERS[kind] = _keeping(provisioners._RESOURCE_HANDLERS[kind], records, value, message)
