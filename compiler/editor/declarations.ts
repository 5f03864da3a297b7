/** Declarations that tell TypeScript's editors the names of a project: its own models, and what its policies declare. */
import { posix } from "node:path";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { DeclaredMetadata, DeclaredNames } from "./declared-names.ts";
import { modelLine } from "./model-card.ts";

/** The file's name, beside the policy. */
export const DECLARATIONS = "pointsman-env.d.ts";

/** Where the declarations of a policy's folder stand. */
export function declarationsBeside(policy: string): string {
  return posix.join(posix.dirname(policy), DECLARATIONS);
}

export interface PolicyDeclaration {
  /** Of its file, without the folder. */
  readonly name: string;
  readonly declared: DeclaredNames;
}

/** The whole text. */
export function declarations(
  models: readonly string[],
  catalog: Catalog,
  policies: readonly PolicyDeclaration[],
): string {
  return `// Written by \`pointsman types\`; do not edit.
// The names that the overlay and the policies of this folder declare, for editors.

export {};

declare module "pointsman/project" {
${[modelsDeclaration(models, catalog), policiesDeclaration(policies)].filter((part) => part !== "").join("\n")}}
`;
}

/** The part about the team's own models; empty without any. */
export function modelsDeclaration(models: readonly string[], catalog: Catalog): string {
  if (models.length === 0) return "";
  const lines = models.map((id) => `    /** ${comment(modelLine(id, catalog))} */\n    ${JSON.stringify(id)}: true;\n`);
  return `  interface Models {\n${lines.join("")}  }\n`;
}

function policiesDeclaration(policies: readonly PolicyDeclaration[]): string {
  return policies.length === 0 ? "" : `  interface Policies {\n${policies.map(policyDeclaration).join("")}  }\n`;
}

/** The part about one policy. */
export function policyDeclaration({ name, declared }: PolicyDeclaration): string {
  const { tiers, budgets, metadata } = declared;
  return `    ${JSON.stringify(name)}: {
      tiers: ${members(tiers.map((tier) => `${JSON.stringify(tier)}: true`))};
      budgets: ${members(budgets.map((budget) => `${JSON.stringify(budget)}: true`))};
      metadata: ${members(metadata.map(metadataMember))};
    };
`;
}

/** Whether a text of declarations says anything of a policy. */
export function declaresPolicy(text: string, name: string): boolean {
  return text.includes(`    ${JSON.stringify(name)}: {\n`);
}

function members(list: readonly string[]): string {
  return list.length === 0 ? "{}" : `{ ${list.join("; ")} }`;
}

function metadataMember({ name, values, required }: DeclaredMetadata): string {
  const list = values && `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
  const field = required
    ? `{ ${list ? `values: ${list}; ` : ""}required: true }`
    : list === undefined
      ? '"string"'
      : list;
  return `${JSON.stringify(name)}: ${field}`;
}

function comment(text: string): string {
  return text.replaceAll("*/", "* /");
}
