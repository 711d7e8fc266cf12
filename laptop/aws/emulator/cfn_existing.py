"""Names that are taken: the emulator's CloudFormation writes over what is there, on AWS the creation fails."""

from ministack.services import dynamodb, iam, kms
from ministack.services.cloudformation import stacks
from private_names import replace, require

require(dynamodb, "_tables")
require(iam, "_roles")
require(kms, "_aliases", "_alias_arn")

# By the name that a template gives; names that CloudFormation makes up are nobody else's.
TAKEN = {
    "AWS::DynamoDB::Table": ("TableName", lambda name: name in dynamodb._tables),
    "AWS::IAM::Role": ("RoleName", lambda name: name in iam._roles),
    "AWS::KMS::Alias": ("AliasName", lambda name: kms._alias_arn(name) in kms._aliases),
}


def _refusing(original):
    def provision(resource_type, logical_id, props, stack_name):
        name_property, is_taken = TAKEN.get(resource_type, ("", lambda _name: False))
        name = props.get(name_property)
        if name and is_taken(name):
            raise ValueError(f"Resource of type '{resource_type}' with identifier '{name}' already exists.")
        return original(resource_type, logical_id, props, stack_name)

    return provision


def install():
    replace(stacks, "_provision_resource", _refusing)
