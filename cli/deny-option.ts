/** Which findings make a command fail, and for which runtime a policy is meant: options that `check` and `build` share. */
import { nearest } from "../compiler/diagnostics/closest.ts";
import { diagnosticKinds } from "../compiler/diagnostics/registry.ts";
import type { CompileOptions } from "../compiler/index.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { UsageError } from "./usage-error.ts";

/** For `--help`. */
export const denyHelp = `  --deny-warnings  every warning counts as an error
  --deny     the code of a warning that counts as an error, such as \`chain/single-provider\`; may be said more than once
  --any-runtime  does not ask whether the runtime of this version can serve it`;

export const denyOptions = {
  deny: { type: "string", multiple: true },
  "deny-warnings": { type: "boolean", default: false },
  "any-runtime": { type: "boolean", default: false },
} as const;

interface DenyValues {
  readonly deny?: readonly string[] | undefined;
  readonly "deny-warnings": boolean;
  readonly "any-runtime": boolean;
}

/** Throws a `UsageError` for a code that there is not. */
export function denyOption(values: DenyValues): Pick<CompileOptions, "deny" | "runtime"> {
  const runtime = values["any-runtime"] ? {} : { runtime: runtimeFeatures };
  if (values["deny-warnings"]) return { ...runtime, deny: "warnings" };
  const { deny = [] } = values;
  const codes = diagnosticKinds.map(({ code }) => code);
  const unknown = deny.find((code) => !codes.includes(code));
  if (unknown !== undefined) {
    const { closest } = nearest(unknown, codes);
    const meant = closest === undefined ? "`pointsman explain` lists them" : `did you mean \`${closest}\`?`;
    throw new UsageError(`--deny is the code of a finding, and \`${unknown}\` is none; ${meant}`);
  }
  return { ...runtime, ...(deny.length > 0 ? { deny } : {}) };
}
