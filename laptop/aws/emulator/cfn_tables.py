"""What DynamoDB refuses when a template changes a table: the emulator's CloudFormation removes and makes indexes as it likes.

A changed key schema of a named table needs no rule here: the emulator answers as CloudFormation does.
"""

# Both messages as CloudFormation reports them (aws-amplify/amplify-category-api #988, aws-cloudformation/cloudformation-coverage-roadmap #881).
CHANGED = (
    "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. "
    "You can create a new GSI with a different name."
)
MORE_THAN_ONE = "Cannot perform more than one GSI creation or deletion in a single update"


def _shape(index):
    projection = index.get("Projection") or {}
    keys = [(key.get("AttributeName"), key.get("KeyType")) for key in index.get("KeySchema") or []]
    return keys, projection.get("ProjectionType"), sorted(projection.get("NonKeyAttributes") or [])


def _indexes(props):
    return {index["IndexName"]: _shape(index) for index in props.get("GlobalSecondaryIndexes") or []}


def refuse(old_props, new_props):
    """Raises ValueError with AWS's words where DynamoDB would not carry the update out."""
    if old_props.get("TableName") != new_props.get("TableName"):
        return  # another table: CloudFormation creates it anew
    old, new = _indexes(old_props), _indexes(new_props)
    if any(old[name] != new[name] for name in old.keys() & new.keys()):
        raise ValueError(CHANGED)
    if len(old.keys() ^ new.keys()) > 1:
        raise ValueError(MORE_THAN_ONE)


def strict(update):
    """The emulator's update of a table, with DynamoDB's refusals before it."""

    def checked(physical_id, old_props, new_props, *arguments, **options):
        refuse(old_props, new_props)
        return update(physical_id, old_props, new_props, *arguments, **options)

    return checked
