/** Keys of other gateways' configurations, and how the same is said here. */

const order = "Targets are tried in order: `use: [first, second]`.";
const retries =
  "Failures are followed by the next target, and tried again, by their class: `retry: { times: 1, after: s(2) }` says how often.";
const timeouts = "Use `deadline` for the whole request, `attempt` for each try, `firstToken` and `idle` for streams.";
const targets = "Addresses and keys belong into the catalog, or the overlay beside the policy.";
const sections = "Its parts are written directly: `tiers`, `routes`, `budgets`, `limits`.";
const models = "Models come from the catalog; name them as `provider/model` in `tiers` and `routes`.";
const fixed = "Parameters are fixed with `set: { temperature: 0.2 }` on a route or a rule.";
const budgets = 'Use `budgets: { team: { per: r.key.team, limit: $500, window: "month" } }`.';
const limits = 'Use `limits: { calls: { per: r.key.id, requests: 600, window: "minute" } }`.';
const rules = "A rule is `{ when: …, use: … }`; what no rule takes goes to `otherwise`.";
const shares = "Shares are a split: `split: { first: 90, second: 10 }`.";
const action = "What serves the requests is `use` in a rule and `otherwise` in a route.";

export const foreignKeys: Readonly<Record<string, string>> = {
  fallbacks: order,
  fallback: order,
  default_fallbacks: order,
  context_window_fallbacks:
    "Targets whose window is too small are left out by themselves; list the larger ones behind.",
  content_policy_fallbacks: 'List the targets in order and add "content-filter" to `fallbackOn`.',
  targets: order,
  order,
  priority: order,
  model_list: models,
  models,
  model_group_alias: "A route is the alias: clients send its name as `model`.",
  model_name: "The name that clients send is the key of a route.",
  litellm_params: models,
  litellm_settings: sections,
  router_settings: sections,
  general_settings: sections,
  routing_strategy: "Use `fastest`, `cheapest`, `balance` or `split` in a tier.",
  strategy: "Use `chain`, `split`, `fastest`, `cheapest` or `balance` in a tier.",
  mode: "Use `chain`, `split`, `fastest`, `cheapest` or `balance` in a tier.",
  weight: shares,
  weights: shares,
  num_retries: retries,
  retries,
  retry: retries,
  retry_policy: retries,
  max_retries: retries,
  allowed_fails: retries,
  cooldown_time: retries,
  timeout: timeouts,
  request_timeout: timeouts,
  stream_timeout: timeouts,
  on_status_codes: "Use `fallbackOn` with failure classes, such as `rate-limited` for 429.",
  virtual_key: targets,
  api_key: targets,
  apiKey: targets,
  api_base: targets,
  base_url: targets,
  provider: models,
  override_params: fixed,
  default_params: fixed,
  params: fixed,
  temperature: fixed,
  max_tokens: "Use `max: { outputTokens: … }` on the route.",
  max_budget: budgets,
  budget_duration: budgets,
  rpm_limit: limits,
  tpm_limit: limits,
  rpm: limits,
  tpm: limits,
  rate_limits: limits,
  max_parallel_requests: limits,
  conditions: rules,
  query: rules,
  condition: rules,
  if: rules,
  // biome-ignore lint/suspicious/noThenProperty: it is looked up, never awaited.
  then: rules,
  else: rules,
  default: "What serves the requests for which no rule holds is `otherwise`.",
  model: action,
  tier: action,
  target: action,
};
