"""Customers' KMS keys of buckets and topics: kept when CloudFormation sets them, and told to the gateway, which asks IAM about them."""

import re

from ministack.services import kms, s3, sns
from ministack.services.cloudformation import provisioners
from private_names import require

DEFAULT = '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>{}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>'
MASTER_KEY = re.compile(r"<KMSMasterKeyID>([^<]+)</KMSMasterKeyID>")


def _entries(store):
    """(account, name) and value of every account's entries: a bucket's key may be another account's."""
    return [((key[0], key[-1]), value) for key, value in list(store._data.items())]


def described(name):
    """A key by ARN, id or alias -> {key, aliases}: aws:kms with AWS's own key asks nobody."""
    if not name or name.startswith("alias/aws/"):
        return {}
    # alias ARN -> key id
    targets = {arn.split(":", 5)[-1]: target for (_, arn), target in _entries(kms._aliases)}
    wanted = targets.get(name, name).rsplit("/", 1)[-1]
    for _, key in _entries(kms._keys):
        if key.get("KeyId") == wanted:
            return {"key": key["Arn"], "aliases": [alias for alias, target in targets.items() if target == wanted]}
    return {}


def bucket_key(name):
    for (_, bucket), stored in _entries(s3._bucket_encryption):
        found = MASTER_KEY.search(stored) if bucket == name else None
        if found:
            return described(found[1])
    return {}


def topic_key(arn):
    for (_, key), topic in _entries(sns._topics):
        if key == arn:
            return described((topic.get("attributes") or {}).get("KmsMasterKeyId"))
    return {}


def _keep_bucket_key(physical_id, props):
    rules = (props.get("BucketEncryption") or {}).get("ServerSideEncryptionConfiguration") or []
    keys = [(rule.get("ServerSideEncryptionByDefault") or {}).get("KMSMasterKeyID") for rule in rules]
    if any(keys):
        s3._bucket_encryption[physical_id] = DEFAULT.format(next(filter(None, keys)))


def _keep_topic_key(physical_id, props):
    if props.get("KmsMasterKeyId"):
        sns._topics[physical_id].setdefault("attributes", {})["KmsMasterKeyId"] = props["KmsMasterKeyId"]


def _keeping(handler, properties, keep):
    def kept(*arguments, **options):
        answer = handler(*arguments, **options)
        keep(answer[0], arguments[properties])
        return answer

    return kept


def install():
    require(kms, "_keys", "_aliases")
    require(s3, "_bucket_encryption")
    require(sns, "_topics")
    for kind, keep in (("AWS::S3::Bucket", _keep_bucket_key), ("AWS::SNS::Topic", _keep_topic_key)):
        handlers = provisioners._RESOURCE_HANDLERS[kind]
        # create(logical_id, props, stack), update(physical_id, old, new, stack)
        for operation, properties in (("create", 1), ("update", 2)):
            if operation in handlers:
                handlers[operation] = _keeping(handlers[operation], properties, keep)
