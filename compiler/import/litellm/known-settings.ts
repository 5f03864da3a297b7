/** The settings that LiteLLM documents, by the part that they stand in, and what becomes of each. */

/** `carried`, or why the setting is not. */
export type Fate = "carried" | { readonly why: string; readonly instead?: string };

const elsewhere = { why: "it is no part of routing" };
const observing = { why: "logs, metrics and traces are set where the runtime is started" };
const noRetries = {
  why: "how often is said once for all failures that may pass",
  instead: "Write `retry: { times: … }` on the route, and `fallbackOn` for classes that must not go on.",
};
const cooling = { why: "a failing target is set aside by the runtime's own breaker" };
const caching = {
  why: "what is cached is said of a route",
  instead: "Write `cache: { exact: true, ttl: … }` on the route.",
};
const checking = { why: "what cannot take a request is never asked for it" };
const keys = { why: "callers' keys are no part of a policy", instead: "See `pointsman keys --help`." };
const storing = {
  why: "state is kept where `serve --state` says, and no database changes a policy",
  instead: "See `pointsman serve --help`, `--state`.",
};
const limiting = {
  why: "limits are said of callers, or of a target",
  instead: "Write `limits` in the policy, or `concurrency` of a target in catalog.yaml.",
};
const sizing = { why: "the runtime bounds what it reads by itself" };

function all(names: string, fate: Fate): [string, Fate][] {
  return names.split(" ").map((name) => [name, fate]);
}

const carried = all(
  "fallbacks context_window_fallbacks content_policy_fallbacks default_fallbacks model_group_alias timeout " +
    "stream_timeout request_timeout routing_strategy enable_tag_filtering num_retries drop_params retry_after",
  "carried",
);

const reliability: [string, Fate][] = [
  ...carried,
  ...all("retry_policy model_group_retry_policy max_retries", noRetries),
  ...all("allowed_fails allowed_fails_policy cooldown_time disable_cooldowns", cooling),
  ...all("cache cache_params", "carried"),
  ...all("cache_responses cache_kwargs caching_groups client_ttl", caching),
];

export const knownSettings: Readonly<Record<string, ReadonlyMap<string, Fate>>> = {
  "the configuration": new Map([
    ...all("model_list router_settings litellm_settings general_settings", "carried"),
    ...all("environment_variables", { why: "variables are set where the runtime is started" }),
    ...all("callback_settings", observing),
    ...all("guardrails prompts mcp_servers vector_store_registry credential_list files_settings", elsewhere),
    ...all("assistant_settings finetune_settings search_tools include mcp_tools policies", elsewhere),
  ]),
  model_list: new Map([...all("model_name litellm_params model_info", "carried")]),
  router_settings: new Map([
    ...reliability,
    ...all("enable_pre_call_checks enable_pre_call_check", checking),
    ...all("redis_host redis_password redis_port redis_db redis_url redis_ssl", storing),
    ...all("tag_filtering_match_any", "carried"),
    ...all("provider_budget_config", { why: "a budget belongs to callers, not to a provider" }),
    ...all("max_fallbacks routing_strategy_args optional_pre_call_checks", { why: "a plan has no such setting" }),
    ...all("deployment_affinity_ttl_seconds default_priority polling_interval", { why: "a plan has no such setting" }),
    ...all("default_max_parallel_requests", limiting),
    ...all("default_litellm_params router_general_settings assistants_config", elsewhere),
    ...all("set_verbose debug_level alerting_config", observing),
    ...all("ignore_invalid_deployments", { why: "a policy with an invalid target does not compile" }),
    ...all("search_tools guardrail_list routing_groups model_group_affinity_config weights", elsewhere),
    ...all("tag_routing_prefix", { why: "tags are those of the caller's key" }),
  ]),
  litellm_settings: new Map([
    ...reliability,
    ...all("success_callback failure_callback callbacks service_callbacks turn_off_message_logging", observing),
    ...all("redact_user_api_key_info langfuse_default_tags set_verbose json_logs callback_settings", observing),
    ...all("success_callbacks failure_callbacks suppress_debug_info log_raw_request_response", observing),
    ...all("max_budget budget_duration max_internal_user_budget internal_user_budget_duration", "carried"),
    ...all("default_key_generate_params", "carried"),
    ...all("upperbound_key_generate_params default_internal_user_params default_team_params", keys),
    ...all("default_team_settings key_generation_settings max_end_user_budget", keys),
    ...all("max_user_budget default_max_internal_user_budget max_ui_session_budget", keys),
    ...all("modify_params add_function_to_prompt enable_json_schema_validation", elsewhere),
    ...all("enable_preview_features force_ipv4 mcp_aliases disable_hf_tokenizer_download ssl_verify", elsewhere),
    ...all("disable_end_user_cost_tracking disable_end_user_cost_tracking_prometheus_only", elsewhere),
    ...all("use_chat_completions_url_for_anthropic_messages enable_key_alias_format_validation", elsewhere),
    ...all("disable_add_transform_inline_image_block disable_copilot_system_to_assistant", elsewhere),
    ...all("public_model_groups public_model_groups_links forward_traceparent_to_llm_provider", elsewhere),
    ...all("telemetry credential_list check_provider_endpoint store_audit_logs cost_discount_config", elsewhere),
    ...all("priority_reservation prometheus_metrics_config tag_budget_config custom_provider_map", elsewhere),
    ...all("max_parallel_requests", limiting),
    ...all("guardrails default_litellm_params num_workers headers extra_spend_tag_headers", elsewhere),
    ...all("image_generation_model model_cost_map_url disable_token_counter modify_params", elsewhere),
    ...all("enable_pre_call_checks", checking),
    ...all("turn_off_message_logging_headers s3_callback_params gcs_callback_params datadog_params", observing),
    ...all("require_auth_for_metrics_endpoint prometheus_initialize_budget_metrics", observing),
    ...all("custom_prometheus_metadata_labels custom_prometheus_tags langsmith_batch_size", observing),
    ...all("default_redis_ttl default_in_memory_ttl enable_caching_on_provider_specific_optional_params", caching),
    ...all("max_end_user_budget_id user_url_validation allowed_openai_params api_version api_base api_key", elsewhere),
    ...all("key ssl_certificate ssl_security_level aclient_session client_session default_headers", elsewhere),
    ...all("drop_unmapped_params disable_streaming_logging store_audit_logs reasoning_auto_summary", elsewhere),
  ]),
  general_settings: new Map([
    ...all("master_key custom_auth custom_key_generate enable_jwt_auth litellm_jwtauth allow_user_auth", keys),
    ...all("litellm_key_header_name user_api_key_cache_ttl key_management_system key_management_settings", keys),
    ...all("allowed_routes public_routes admin_only_routes enable_oauth2_auth enable_oauth2_proxy_auth", keys),
    ...all("oauth2_config_mappings custom_sso allowed_ips service_account_settings", keys),
    ...all("default_team_disabled allow_client_side_credentials", keys),
    ...all("database_url database_connection_pool_limit database_connection_timeout", storing),
    ...all("allow_requests_on_db_unavailable store_model_in_db supported_db_objects", storing),
    ...all("disable_prisma_schema_update proxy_batch_write_at disable_reset_budget", storing),
    ...all("proxy_budget_rescheduler_min_time proxy_budget_rescheduler_max_time", storing),
    ...all("disable_spend_logs disable_spend_updates store_prompts_in_spend_logs", storing),
    ...all("disable_adding_master_key_hash_to_db use_redis_transaction_buffer", storing),
    ...all("maximum_spend_logs_retention_period maximum_spend_logs_retention_interval", storing),
    ...all("max_parallel_requests global_max_parallel_requests", limiting),
    ...all("max_request_size_mb max_response_size_mb", sizing),
    ...all("alerting alerting_threshold alerting_args alert_types alert_to_webhook_url", observing),
    ...all("spend_report_frequency background_health_checks health_check_interval", observing),
    ...all("health_check_details", observing),
    ...all("completion_model embedding_model image_generation_model moderation_model", elsewhere),
    ...all("infer_model_from_keys pass_through_endpoints enforced_params enforce_user_param", elsewhere),
    ...all("use_client_credentials_pass_through_routes forward_openai_org_id ui_access_mode", elsewhere),
    ...all("forward_client_headers_to_llm_api disable_master_key_return", elsewhere),
    ...all("disable_retry_on_max_parallel_request_limit_error disable_responses_id_security", elsewhere),
    ...all("reject_clientside_metadata_tags use_x_forwarded_for user_mcp_management_mode", elsewhere),
    ...all("use_azure_key_vault use_google_kms litellm_license proxy_batch_polling_interval", elsewhere),
    ...all("role_permissions coordination_redis enable_public_model_hub store_model_response", elsewhere),
    ...all("disable_error_logs disable_health_check_logs health_check_concurrency", observing),
    ...all("health_check_model background_health_check_max_tokens use_shared_health_check", observing),
    ...all("user_header_name user_header_mappings enable_key_id_in_logs rbac enforce_rbac", keys),
    ...all("control_plane_url admin_ui_disabled disable_admin_ui ui_username ui_password", elsewhere),
    ...all("always_include_stream_usage mcp_internal_ip_ranges mcp_client_side_auth_header_name", elsewhere),
    ...all("max_batch_size batch_size custom_ui_sso_sign_in_handler enforce_fallback_model_access", elsewhere),
  ]),
};

const aDefault = {
  why: "it is a default that clients may override, and a policy only fixes parameters",
  instead: "To fix it for everybody, write it under `set` of the route.",
};
const credential = {
  why: "a provider's address and credentials come from the catalog and the environment",
};

export const knownParams: ReadonlyMap<string, Fate> = new Map<string, Fate>([
  ...all("model custom_llm_provider api_key api_base base_url weight order rpm tpm tags timeout", "carried"),
  ...all("stream_timeout input_cost_per_token output_cost_per_token drop_params num_retries", "carried"),
  ...all("max_budget budget_duration", { why: "a budget belongs to callers, not to a deployment" }),
  ...all("request_timeout max_parallel_requests aws_bedrock_runtime_endpoint organization extra_headers", "carried"),
  ...all("headers mock_response context_window max_input_tokens max_output_tokens", "carried"),
  ...all("max_retries", noRetries),
  ...all("cooldown_time", cooling),
  ...all("itpm otpm default_api_key_tpm_limit default_api_key_rpm_limit", limiting),
  ...all("tag_regex", { why: "a policy cannot match on the client's headers" }),
  ...all("temperature top_p max_tokens max_completion_tokens presence_penalty frequency_penalty", aDefault),
  ...all("stop seed n logit_bias response_format reasoning_effort thinking user top_k min_p", aDefault),
  ...all("tools tool_choice stream stream_options parallel_tool_calls modalities repetition_penalty", aDefault),
  ...all("web_search_options safety_settings reasoning verbosity options think", aDefault),
  ...all("extra_body chat_template_kwargs", {
    why: "what goes beyond the listed parameters is said of a route",
    instead:
      "Write its members under `set` of the route; `accepts` of the model in catalog.yaml names those that clients may send.",
  }),
  ...all("api_version azure_ad_token tenant_id client_id", credential),
  ...all("client_secret azure_scope azure_username azure_password region_name project", credential),
  ...all("vertex_project vertex_location aws_region_name", "carried"),
  ...all("vertex_credentials aws_access_key_id", credential),
  ...all("aws_secret_access_key aws_session_token aws_session_name", credential),
  ...all("aws_profile_name aws_role_name aws_web_identity_token aws_sts_endpoint", credential),
  ...all("aws_external_id watsonx_region_name ssl_verify", credential),
  ...all("litellm_credential_name configurable_clientside_auth_params", credential),
  ...all("cache_read_input_token_cost cache_creation_input_token_cost", "carried"),
  ...all("input_cost_per_second output_cost_per_second input_cost_per_request", {
    why: "a price is said for tokens",
  }),
  ...all("merge_reasoning_content_in_choices use_in_pass_through", elsewhere),
  ...all("use_litellm_proxy additional_drop_params allowed_openai_params metadata guardrails", elsewhere),
  ...all("cache_control_injection_points num_ctx keep_alive model_info", elsewhere),
  ...all("keepalive_seconds prompt_id prompt_variables litellm_system_prompt roles", elsewhere),
]);
