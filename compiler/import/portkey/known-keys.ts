/** The keys of a Portkey config, and why those that are not carried over are not. */

const elsewhere = "it is no part of routing";
const credential = "a provider's address and credentials come from the catalog and the environment";

export const carried: ReadonlySet<string> = new Set(
  "strategy targets mode type on_status_codes conditions default query then name provider virtual_key api_key weight request_timeout override_params retry cache sticky_session sticky custom_host model aws_region vertex_project_id vertex_region azure_resource_name resource_name workers_ai_account_id".split(
    " ",
  ),
);

export const notCarried: ReadonlyMap<string, string> = new Map([
  ["cb_config", "a failing target is set aside by the runtime's own breaker"],
  ...keys("forward_headers strict_open_ai_compliance openai_project openai_organization", credential),
  ...keys("deployment_id api_version azure_auth_mode azure_foundry_url azure_model_name", credential),
  ...keys("azure_deployment_id azure_api_version azure_ad_token", credential),
  ...keys("aws_secret_access_key aws_access_key_id aws_session_token aws_auth_type aws_role_arn", credential),
  ...keys("vertex_service_account_json anthropic_version anthropic_beta", credential),
  ...keys("snowflake_account huggingface_base_url prompt_id id index", elsewhere),
  ...keys(
    "version description config metadata_filter mcp prompt prompt_variables drop_params default_params",
    elsewhere,
  ),
  ...keys("input_guardrails output_guardrails before_request_hooks after_request_hooks", elsewhere),
  ...keys("default_input_guardrails default_output_guardrails passthrough metadata debug trace_id", elsewhere),
]);

function keys(names: string, why: string): [string, string][] {
  return names.split(" ").map((name) => [name, why]);
}
