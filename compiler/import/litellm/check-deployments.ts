/** What is said about single deployments: their addresses, the parameters that they are given. */
import { retiredModel } from "../../diagnostics/catalog/retired-model.ts";
import { unsupportedParameter } from "../../diagnostics/chain/unsupported-parameter.ts";
import { entries, field, text } from "../../lower/read.ts";
import { findTarget } from "../../lower/strategy.ts";
import { refused } from "../chain-checks.ts";
import type { ImportInput } from "../import-input.ts";
import { isOn } from "../settings.ts";
import type { Deployment } from "./config.ts";

export function checkDeployments(deployments: readonly Deployment[], input: ImportInput): void {
  for (const deployment of deployments) {
    checkAddress(deployment, input);
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

/** Addresses that only the environment of the other router knows. */
function checkAddress({ params }: Deployment, { findings }: ImportInput): void {
  for (const name of ["api_base", "base_url", "aws_region_name", "vertex_location", "vertex_project"]) {
    const value = field(params, name);
    const isUrl = /^https?:/.test(text(value) ?? "") && URL.canParse(text(value)!);
    if (value && /^(api_base|base_url)$/.test(name) && !isUrl && !text(value)?.startsWith("os.environ/")) {
      findings.notCarriedOver(`\`${name}\``, "it is no http(s) address", value.origin);
    }
    if (!value || !text(value)?.startsWith("os.environ/")) continue;
    const instead = "Write the address into catalog.yaml beside the policy.";
    findings.notCarriedOver(`\`${name}\``, "an address does not come from the environment", value.origin, instead);
  }
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
  for (const { name, origin } of entries(info)) {
    if (name === "access_groups" || name === "team_id") {
      findings.notCarriedOver(
        `\`${name}\``,
        "what a key may call is said of the key",
        origin,
        "See `pointsman keys create --help`.",
      );
    }
  }
}
