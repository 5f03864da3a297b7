/** What is said about single deployments: their addresses, the parameters that they are given. */
import { retiredModel } from "../../diagnostics/catalog/retired-model.ts";
import { unsupportedParameter } from "../../diagnostics/chain/unsupported-parameter.ts";
import { entries, field } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import { refused } from "../chain-checks.ts";
import type { ImportInput } from "../import-input.ts";
import { isOn } from "../settings.ts";
import type { Deployment } from "./config.ts";

export function checkDeployments(deployments: readonly Deployment[], input: ImportInput): void {
  for (const deployment of deployments) {
    checkParameters(deployment, input);
    checkInfo(deployment, input);
    checkRetirement(deployment, input);
  }
}

/** Said here as well: the compiler stops at a model that it does not know. */
function checkRetirement({ id, modelSpan }: Deployment, { catalog, findings, today }: ImportInput): void {
  const model = findTarget(id, catalog)?.model;
  if (!model) return;
  const { status, retiresOn, replacement } = model;
  if (status !== "retired" && (retiresOn === undefined || retiresOn > today)) return;
  findings.report(retiredModel, { id, on: retiresOn, replacement }, modelSpan);
}

function checkParameters(deployment: Deployment, { catalog, findings }: ImportInput): void {
  const target = findTarget(deployment.id, catalog);
  if (!target || isOn(field(deployment.params, "drop_params"))) return;
  const names = refused(target);
  for (const { name, origin } of entries(deployment.params)) {
    if (names.includes(name)) findings.report(unsupportedParameter, { id: target.id, parameters: [name] }, origin);
  }
}

/** What a policy has no place for. */
function checkInfo({ info }: Deployment, { findings }: ImportInput): void {
  for (const { name, origin, value } of entries(info)) {
    if (name === "access_groups" || name === "team_id") {
      const instead = "See `pointsman keys create --help`.";
      findings.notCarriedOver(`\`${name}\``, "what a key may call is said of the key", origin, instead);
    } else if (!findings.isCarried(value.origin.span) && !shares.includes(name)) {
      findings.notCarriedOver(`\`${name}\` of \`model_info\``, "a policy has no place for it", origin);
    }
  }
}

/** Said where shares and prices are. */
const shares: readonly string[] = ["weight", "rpm", "tpm", "input_cost_per_token", "output_cost_per_token"];
