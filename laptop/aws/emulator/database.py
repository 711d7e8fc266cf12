"""RDS: a cluster's endpoint is where the gateway lets in whom AWS would, its managed master secret has the PostgreSQL server's password."""

import json
import os
import urllib.request

from gateway_api import GATEWAY, _OPENER, call, call_unless
from ministack.services import rds
from ministack.services.cloudformation import provisioners
from private_names import require

require(rds, "_clusters", "_subnet_groups", "_db_cluster_param_groups")
require(provisioners, "_rds_db_cluster_create", "_rds_db_cluster_attrs", "_rds_db_cluster_update", "_rds_db_cluster_delete")

HOST = os.environ.get("LAPTOP_POSTGRES_HOST", "127.0.0.1")
PORT = int(os.environ.get("LAPTOP_POSTGRES_PORT", "0"))
PASSWORD = os.environ.get("LAPTOP_POSTGRES_PASSWORD", "")


def _wanted(cluster, password, groups):
    """What the laptop's server has of a cluster: its database, its master user, and the parameters of its group."""
    parameters = (groups.get(cluster.get("DBClusterParameterGroup")) or {}).get("Parameters", {})
    values = {name: value["ParameterValue"] if isinstance(value, dict) else value for name, value in parameters.items()}
    return {
        "database": cluster.get("DatabaseName") or "postgres",
        "user": cluster["MasterUsername"],
        "password": password,
        "parameters": values,
    }


def _join_group(cluster, props):
    """The emulator's CloudFormation forgets which parameter group a cluster has."""
    if props.get("DBClusterParameterGroupName"):
        cluster["DBClusterParameterGroup"] = props["DBClusterParameterGroupName"]


def _ensure_database(cluster, password):
    """Has the gateway create the cluster's database and its master user on the laptop's server."""
    wanted = _wanted(cluster, password, rds._db_cluster_param_groups)
    body = json.dumps(wanted).encode()
    request = urllib.request.Request(f"{GATEWAY}/_laptop/postgres", data=body, method="POST")
    with _OPENER.open(request, timeout=60) as response:
        response.read()


def _secret(cluster, props):
    """https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html: username and password, in an RDS-owned secret."""
    values = {
        "Name": f"rds!{cluster['DbClusterResourceId'].lower()}",
        "Description": f"Secret associated with primary RDS DB cluster: {cluster['DBClusterArn']}",
        "SecretString": json.dumps({"username": cluster["MasterUsername"], "password": PASSWORD, "host": HOST, "port": PORT, "engine": "postgres"}),
    }
    key = (props.get("MasterUserSecret") or {}).get("KmsKeyId")
    return call("secretsmanager", "CreateSecret", {**values, **({"KmsKeyId": key} if key else {})})["ARN"]


def _attributes(cluster):
    secret = (cluster.get("MasterUserSecret") or {}).get("SecretArn")
    return {**provisioners._rds_db_cluster_attrs(cluster), **({"MasterUserSecret.SecretArn": secret} if secret else {})}


def _create(logical_id, props, stack):
    cluster_id, attributes = provisioners._rds_db_cluster_create(logical_id, props, stack)
    cluster = rds._clusters[cluster_id]
    if "postgres" not in cluster["Engine"] or not PORT:
        return cluster_id, attributes
    cluster.update({"Endpoint": HOST, "ReaderEndpoint": HOST, "Port": PORT})
    _join_group(cluster, props)
    managed = str(props.get("ManageMasterUserPassword", "")).lower() == "true"
    if managed:
        cluster["MasterUserSecret"] = {"SecretArn": _secret(cluster, props), "SecretStatus": "active"}
    _ensure_database(cluster, PASSWORD if managed else props.get("MasterUserPassword", PASSWORD))
    return cluster_id, _attributes(cluster)


def _update(physical_id, old, new, stack, logical_id=None):
    address = {key: rds._clusters[physical_id][key] for key in ("Endpoint", "ReaderEndpoint", "Port")}
    physical_id, attributes = provisioners._rds_db_cluster_update(physical_id, old, new, stack, logical_id)
    cluster = rds._clusters[physical_id]
    if not PORT:
        return physical_id, attributes
    cluster.update(address)
    _join_group(cluster, new)
    return physical_id, _attributes(cluster)


def _delete(physical_id, props):
    secret = (rds._clusters.get(physical_id, {}).get("MasterUserSecret") or {}).get("SecretArn")
    if secret:
        gone = ("ResourceNotFoundException",)
        call_unless(gone, "secretsmanager", "DeleteSecret", {"SecretId": secret, "ForceDeleteWithoutRecovery": True})
    provisioners._rds_db_cluster_delete(physical_id, props)


def _place(account, region, cluster):
    """Where a cluster's network interfaces are: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"""
    group = rds._subnet_groups._data.get((account, region, cluster.get("DBSubnetGroup"))) or {}
    return {
        "accountId": account,
        "region": region,
        "subnetIds": [subnet["SubnetIdentifier"] for subnet in group.get("Subnets", [])],
        "groupIds": [one["VpcSecurityGroupId"] for one in cluster.get("VpcSecurityGroups", [])],
    }


def clusters():
    """[{database, user, password, parameters, arn, place}] of all clusters: what is created again on a new server, and where it is reached."""
    found, groups = [], {}
    for (account, region, name), group in list(rds._db_cluster_param_groups._data.items()):
        groups.setdefault((account, region), {})[name] = group
    for (account, region, _name), cluster in list(rds._clusters._data.items()):
        if cluster.get("Endpoint") == HOST:
            managed = cluster.get("MasterUserSecret")
            password = PASSWORD if managed else cluster.get("_MasterUserPassword", PASSWORD)
            wanted = _wanted(cluster, password, groups.get((account, region), {}))
            found.append({**wanted, "arn": cluster["DBClusterArn"], "place": _place(account, region, cluster)})
    return found


HANDLERS = {"AWS::RDS::DBCluster": {"create": _create, "update": _update, "update_with_logical_id": True, "delete": _delete}}
