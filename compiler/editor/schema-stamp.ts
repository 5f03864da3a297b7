/** By what a schema that was written for a project is known to be of an earlier state. */
import { createHash } from "node:crypto";
import { compilerVersion } from "../plan/compiler-version.ts";
import type { DeclaredNames } from "./declared-names.ts";

/** `routes.schema.json` of `routes.yaml`. */
export function schemaBeside(policy: string): string {
  return policy.replace(/\.ya?ml$/, ".schema.json");
}

/** A text that it holds somewhere. It goes by names alone: to make the whole schema takes the whole catalog. */
export function schemaStamp(ownModels: string, names: DeclaredNames): string {
  const state = JSON.stringify([compilerVersion, ownModels, names]);
  return `state ${createHash("sha256").update(state).digest("hex").slice(0, 16)}`;
}
