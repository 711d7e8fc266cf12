"""Variables of an HTTP API's stage, which its functions find in every event.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html ("2.0"); the emulator leaves
them out of that event.
"""

from ministack.services import apigateway
from private_names import replace, require


def _with_variables(original):
    async def run(function, record, event=None, **options):
        context = event.get("requestContext", {}) if isinstance(event, dict) and event.get("version") == "2.0" else {}
        variables = apigateway._get_stage_variables(context["apiId"], context["stage"]) if "stage" in context else {}
        if variables:
            event = {**event, "stageVariables": dict(variables)}
        return await original(function, record, event, **options)

    return run


def install():
    require(apigateway, "_get_stage_variables", "_invoke_lambda_proxy")
    replace(apigateway, "run_reentrant", _with_variables)
