"""RDS: a DB cluster beside another, with the other's data at a moment. The emulator has no such call; the data are in a server of its own.

Nothing can be restored to a moment before this process: the databases of saved clusters are made anew. What was committed is restorable at
once, where AWS is some minutes behind.
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterToPointInTime.html
"""

import copy
import datetime
import json
import time
import urllib.parse
import urllib.request

import database
from gateway_api import GATEWAY, _OPENER
from ministack.core.responses import new_uuid
from ministack.services import rds
from private_names import require

STARTED = time.time()
RESULT = "RestoreDBClusterToPointInTime"
ADDRESS = ("Endpoint", "ReaderEndpoint", "Port")
# Of the cluster that is restored: the other one has its own (API reference: no instance, no protection, the secret of nobody).
OWN = ("DeletionProtection", "MasterUserSecret")


def _seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def _window(cluster):
    return max(STARTED, _seconds(cluster["ClusterCreateTime"])), time.time()


def _asked(method, query, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{GATEWAY}/_laptop/postgres/restored{query}", data=data, method=method)
    with _OPENER.open(request, timeout=120) as response:
        return json.loads(response.read())


def _moment(p, cluster):
    """-> (moment in seconds, error)"""
    text, latest = rds._p(p, "RestoreToTime"), rds._p(p, "UseLatestRestorableTime") == "true"
    if bool(text) == latest:
        message = "Specify either RestoreToTime or UseLatestRestorableTime."
        return None, rds._error("InvalidParameterCombination", message, 400)
    first, last = _window(cluster)
    moment = last if latest else _seconds(text)
    if moment < first or moment > last:
        side, bound = ("earlier", first) if moment < first else ("later", last)
        message = f"The specified cluster cannot be restored to a time {side} than {rds._format_time(bound)}."
        return None, rds._error("InvalidParameterValue", message, 400)
    return moment, None


def _lacking(p):
    """What the call names and there is not. -> error, or None"""
    group, parameters = rds._p(p, "DBSubnetGroupName"), rds._p(p, "DBClusterParameterGroupName")
    if group and group not in rds._subnet_groups:
        return rds._error("DBSubnetGroupNotFoundFault", f"DBSubnetGroup {group} not found.", 404)
    if parameters and not parameters.startswith("default.") and parameters not in rds._db_cluster_param_groups:
        return rds._error("DBClusterParameterGroupNotFound", f"DBClusterParameterGroup {parameters} not found.", 404)
    return None


def _beside(source, name, p):
    """The record of the new cluster: AWS's defaults for what the call does not name."""
    arn = source["DBClusterArn"].rsplit(":", 1)[0] + f":{name}"
    now = rds._format_time(time.time())
    cluster = {key: copy.deepcopy(value) for key, value in source.items() if key not in OWN and not key.startswith("_shared")}
    cluster.update(
        {
            "DBClusterIdentifier": name,
            "DBClusterArn": arn,
            "DbClusterResourceId": f"cluster-{new_uuid().replace('-', '')[:20].upper()}",
            "DBClusterMembers": [],
            "DBSubnetGroup": rds._p(p, "DBSubnetGroupName") or "default",
            "DBClusterParameterGroup": rds._p(p, "DBClusterParameterGroupName") or "default.aurora-postgresql",
            "VpcSecurityGroups": [{"VpcSecurityGroupId": one, "Status": "active"} for one in rds._parse_member_list(p, "VpcSecurityGroupIds")],
            "ServerlessV2ScalingConfiguration": rds._serverlessv2_from_params(p),
            "DeletionProtection": rds._p(p, "DeletionProtection") == "true",
            "MasterUserSecret": None,
            "TagList": rds._parse_tags(p),
            "ClusterCreateTime": now,
            "EarliestRestorableTime": now,
            "LatestRestorableTime": now,
            "_restored": True,
        }
    )
    return cluster


def _restore(p):
    name, source = rds._p(p, "DBClusterIdentifier"), rds._resolve_cluster_in_request_region(rds._p(p, "SourceDBClusterIdentifier"))
    if not source:
        return rds._error("DBClusterNotFoundFault", f"DBCluster {rds._p(p, 'SourceDBClusterIdentifier')} not found.", 404)
    if name in rds._clusters:
        return rds._error("DBClusterAlreadyExistsFault", f"DB Cluster {name} already exists", 400)
    moment, error = _moment(p, source)
    error = error or _lacking(p)
    if error:
        return error
    cluster = _beside(source, name, p)
    at = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).isoformat()
    cluster["Port"] = _asked("POST", "", {"cluster": cluster["DBClusterArn"], "moment": at})["port"]
    rds._clusters[name] = cluster
    inner = f"<{RESULT}Result><DBCluster>{rds._cluster_xml(cluster)}</DBCluster></{RESULT}Result>"
    return rds._xml(200, f"{RESULT}Response", inner)


def _described(original):
    def describe_db_clusters(p):
        for cluster in rds._clusters.values():
            if cluster.get("Endpoint") == database.HOST:
                first, last = _window(cluster)
                cluster.update(EarliestRestorableTime=rds._format_time(first), LatestRestorableTime=rds._format_time(last))
        return original(p)

    return describe_db_clusters


def _modified(original):
    """The emulator passes over that RDS is to keep the password from now on."""

    def modify_db_cluster(p):
        cluster = rds._resolve_cluster_in_request_region(rds._p(p, "DBClusterIdentifier"))
        if cluster and rds._p(p, "ManageMasterUserPassword") == "true" and not cluster.get("MasterUserSecret"):
            if rds._p(p, "MasterUserPassword"):
                message = "You can't specify MasterUserPassword with ManageMasterUserPassword."
                return rds._error("InvalidParameterCombination", message, 400)
            cluster["MasterUserSecret"] = {"SecretArn": database._secret(cluster, {}), "SecretStatus": "active"}
        return original(p)

    return modify_db_cluster


def _kept_address(original):
    """An instance that is added leaves the cluster where it is."""

    def create_db_instance(p):
        cluster = rds._resolve_cluster_in_request_region(rds._p(p, "DBClusterIdentifier"))
        address = {key: cluster[key] for key in ADDRESS} if cluster and cluster.get("Endpoint") == database.HOST else {}
        answer = original(p)
        if cluster:
            cluster.update(address)
        return answer

    return create_db_instance


def _deleted(original):
    def delete_db_cluster(p):
        cluster = rds._resolve_cluster_in_request_region(rds._p(p, "DBClusterIdentifier"))
        answer = original(p)
        if cluster and cluster.get("_restored") and answer[0] == 200:
            _asked("DELETE", f"?cluster={urllib.parse.quote(cluster['DBClusterArn'])}")
        return answer

    return delete_db_cluster


def install():
    require(rds, "_clusters", "_subnet_groups", "_db_cluster_param_groups", "_resolve_cluster_in_request_region", "_cluster_xml", "_xml", "_error")
    require(rds, "_p", "_parse_member_list", "_parse_tags", "_serverlessv2_from_params", "_format_time", "_ACTION_MAP")
    actions = rds._ACTION_MAP
    actions[RESULT] = _restore
    for action, change in (
        ("DescribeDBClusters", _described),
        ("ModifyDBCluster", _modified),
        ("CreateDBInstance", _kept_address),
        ("DeleteDBCluster", _deleted),
    ):
        actions[action] = change(actions[action])
