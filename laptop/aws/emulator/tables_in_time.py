"""DynamoDB: point-in-time recovery. The emulator restores a table as it is now; here every change of one that has recovery is kept.

What was changed is kept for as long as this process runs: nothing can be restored to a moment before it.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
"""

import copy
import json
import time
from collections import defaultdict

from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import dynamodb
from private_names import replace, require

OUTSIDE = "RestoreDateTime must be between EarliestRestorableDateTime and LatestRestorableDateTime."
STARTED = int(time.time()) + 1
# By account, region and table: since when, and (when, key, item before) of each change, oldest first.
_since = {}
_changes = defaultdict(list)


def _place(name):
    return get_account_id(), get_region(), name


def _key_of(table, item):
    sort = table["sk_name"]
    return (
        dynamodb._extract_key_val(item.get(table["pk_name"])),
        dynamodb._extract_key_val(item.get(sort)) if sort else "__no_sort__",
    )


def _noting(original):
    def emit(table_name, event_name, old_item, new_item, *arguments, **options):
        table = dynamodb._tables.get(table_name)
        if table and dynamodb._pitr_settings.get(table_name):
            key = _key_of(table, new_item or old_item)
            _changes[_place(table_name)].append((time.time(), key, copy.deepcopy(old_item)))
        return original(table_name, event_name, old_item, new_item, *arguments, **options)

    return emit


def set_recovery(name, enabled):
    """Recovery that is switched off and on again begins anew."""
    place = _place(name)
    if enabled and not dynamodb._pitr_settings.get(name):
        _since[place] = int(time.time()) + 1
        _changes.pop(place, None)
    dynamodb._pitr_settings[name] = enabled


def _update(original):
    def update_continuous_backups(data):
        name = dynamodb._normalize_table_name(data.get("TableName"))
        if name in dynamodb._tables:
            specification = data.get("PointInTimeRecoverySpecification") or {}
            set_recovery(name, bool(specification.get("PointInTimeRecoveryEnabled")))
        return original(data)

    return update_continuous_backups


def _earliest(name):
    return max(STARTED, _since.get(_place(name), 0))


def _describe(original):
    def describe_continuous_backups(data):
        status, headers, body = original(data)
        name = dynamodb._normalize_table_name(data.get("TableName"))
        if status != 200 or not dynamodb._pitr_settings.get(name):
            return status, headers, body
        output = json.loads(body)
        recovery = output["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        # 35 days where the table names no other number (API reference, PointInTimeRecoveryDescription).
        recovery.update(EarliestRestorableDateTime=_earliest(name), RecoveryPeriodInDays=35)
        return status, headers, json.dumps(output).encode()

    return describe_continuous_backups


def items_at(name, moment):
    """The items of a table as they were at the end of that second."""
    items = defaultdict(dict, copy.deepcopy({key: dict(rows) for key, rows in dynamodb._tables[name]["items"].items()}))
    for when, (partition, sort), before in reversed(_changes[_place(name)]):
        if when < moment + 1:
            break
        if before is not None:
            items[partition][sort] = copy.deepcopy(before)
            continue
        items[partition].pop(sort, None)
        if not items[partition]:
            del items[partition]
    return items


def _restore(original):
    def restore_table_to_point_in_time(data):
        name = data.get("SourceTableName") or dynamodb._normalize_table_name(data.get("SourceTableArn") or "")
        if name in dynamodb._tables and not dynamodb._pitr_settings.get(name):
            message = f"Point in time recovery is not enabled for table '{name}'"
            return dynamodb.error_response_json("PointInTimeRecoveryUnavailableException", message, 400)
        moment = data.get("RestoreDateTime")
        if name in dynamodb._tables and moment is not None and int(moment) < _earliest(name):
            return dynamodb.error_response_json("InvalidRestoreTimeException", OUTSIDE, 400)
        status, headers, body = original(data)
        if status != 200 or moment is None:
            return status, headers, body
        target = dynamodb._tables[data["TargetTableName"]]
        target["items"] = items_at(name, int(moment))
        dynamodb._items_replaced(target)
        return status, headers, body

    return restore_table_to_point_in_time


def _with_recovery(create):
    """CloudFormation's property, which the emulator passes over."""

    def changed(*arguments, **options):
        result = create(*arguments, **options)
        properties = next(one for one in reversed(arguments) if isinstance(one, dict))
        name = properties.get("TableName")
        specification = properties.get("PointInTimeRecoverySpecification")
        if name in dynamodb._tables and specification is not None:
            set_recovery(name, bool(specification.get("PointInTimeRecoveryEnabled")))
        return result

    return changed


def with_recovery(handlers):
    """A template's handlers of a table, with its recovery."""
    for verb in ("create", "update"):
        handlers[verb] = _with_recovery(handlers[verb])


def _resources(original):
    """IAM is asked about the table that is restored, by whichever member the call names it."""

    def dynamodb_resource_arns(body, region, account_id):
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            given = {}
        name = given.get("SourceTableArn") or given.get("SourceTableName")
        return [iam_actions._dynamodb_table_arn(name, region, account_id)] if name else original(body, region, account_id)

    return dynamodb_resource_arns


def install():
    require(iam_actions, "_dynamodb_table_arn")
    replace(iam_actions, "dynamodb_resource_arns", _resources)
    require(dynamodb, "_tables", "_pitr_settings", "_normalize_table_name", "_extract_key_val", "_items_replaced", "error_response_json")
    replace(dynamodb, "_emit_stream_event", _noting)
    replace(dynamodb, "_update_continuous_backups", _update)
    replace(dynamodb, "_describe_continuous_backups", _describe)
    replace(dynamodb, "_restore_table_to_point_in_time", _restore)
