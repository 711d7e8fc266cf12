"""CodeBuild projects and pipelines, which the gateway runs: CloudFormation's names are the API's in upper case."""

from gateway_api import call, call_unless
from ministack.core.responses import get_account_id, get_region

# Maps whose keys are the user's, and no names of fields.
FREE = {"Configuration"}
# Fields that CloudFormation writes otherwise than by its first letter.
RENAMED = {"BuildSpec": "buildspec", "SNS": "sns"}


def _api(value):
    if isinstance(value, list):
        return [_api(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {RENAMED.get(key, key[0].lower() + key[1:]): inner if key in FREE else _api(inner) for key, inner in value.items()}


def _numbers(values, *names):
    return {key: int(value) if key in names else value for key, value in values.items()}


def _project(name, props):
    return _numbers(_api({**props, "Name": name}), "timeoutInMinutes", "queuedTimeoutInMinutes")


def _project_create(logical_id, props, stack):
    name = props.get("Name") or f"{stack}-{logical_id}"
    call("codebuild", "CreateProject", _project(name, props))
    return name, {"Arn": f"arn:aws:codebuild:{get_region()}:{get_account_id()}:project/{name}"}


def _project_update(physical_id, _old, new, _stack):
    call("codebuild", "UpdateProject", _project(physical_id, new))
    return physical_id, {"Arn": f"arn:aws:codebuild:{get_region()}:{get_account_id()}:project/{physical_id}"}


def _project_delete(physical_id, _props):
    call("codebuild", "DeleteProject", {"name": physical_id})


def _pipeline(name, props):
    declaration = {key: value for key, value in props.items() if key not in ("Tags", "RestartExecutionOnUpdate")}
    pipeline = _api({**declaration, "Name": name})
    for stage in pipeline["stages"]:
        stage["actions"] = [_numbers(action, "runOrder") for action in stage["actions"]]
    return pipeline


def _pipeline_create(logical_id, props, stack):
    name = props.get("Name") or f"{stack}-{logical_id}"
    created = call("codepipeline", "CreatePipeline", {"pipeline": _pipeline(name, props), "tags": _api(props.get("Tags") or [])})
    return name, {"Version": str(created["pipeline"].get("version", 1))}


def _pipeline_update(physical_id, old, new, stack):
    if new.get("Name", physical_id) != physical_id:
        created = _pipeline_create(physical_id, new, stack)
        _pipeline_delete(physical_id, old)
        return created
    updated = call("codepipeline", "UpdatePipeline", {"pipeline": _pipeline(physical_id, new)})
    return physical_id, {"Version": str(updated["pipeline"].get("version", 1))}


def _pipeline_delete(physical_id, _props):
    call_unless(("PipelineNotFoundException",), "codepipeline", "DeletePipeline", {"name": physical_id})


HANDLERS = {
    "AWS::CodeBuild::Project": {"create": _project_create, "update": _project_update, "delete": _project_delete},
    "AWS::CodePipeline::Pipeline": {"create": _pipeline_create, "update": _pipeline_update, "delete": _pipeline_delete},
}
