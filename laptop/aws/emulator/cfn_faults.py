"""Faults in CloudFormation: a resource of a stack that AWS fails to create, once."""

from ministack.services.cloudformation import stacks
from private_names import replace

# {(stack name, logical id)}: each fails the next time that it is created.
_failing = set()


def fail_resource(body):
    """{stack, resource}: the resource's next creation fails, after everything before it has succeeded."""
    _failing.add((body["stack"], body["resource"]))
    return 200, {}


def _failing_once(original):
    def provision(resource_type, logical_id, props, stack_name):
        if (stack_name, logical_id) in _failing:
            _failing.discard((stack_name, logical_id))
            raise ValueError("Internal error reported from downstream service during operation 'Create'.")
        return original(resource_type, logical_id, props, stack_name)

    return provision


def install():
    replace(stacks, "_provision_resource", _failing_once)
