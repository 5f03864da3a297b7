/** What a table needs of the environment: names of variables, never what they hold. */
import { RuntimeError } from "../runtime/runtime-error.ts";
import { readSecret } from "../runtime/upstream/secret.ts";
import { readVariables } from "../runtime/upstream/variables.ts";
import type { Table, TableProvider } from "../schemas/table.ts";
import { signingWays } from "../semantics/signing.ts";
import { neededVariables, placeWords } from "../semantics/variables/needed-variables.ts";
import { columns } from "./columns.ts";
import type { Terminal } from "./command.ts";
import { credential } from "./stand-ins.ts";

interface Need {
  /** A provider, or where a setting goes. */
  readonly purpose: string;
  readonly variables: string;
  readonly state: string;
  readonly isMissing: boolean;
}

/** Prints a line for each provider and setting, and settles with the exit code: 1 where something is missing. */
export function checkEnv(source: string, table: Table, { env, out }: Pick<Terminal, "env" | "out">): number {
  const needs = [...table.providers.map((provider) => needOf(provider, env)), ...settingsOf(table, env)];
  const missing = needs.filter(({ isMissing }) => isMissing).length;
  const rows = needs.map(({ purpose, variables, state }) => [purpose, variables, state]);
  const end =
    missing === 0
      ? "Everything is there."
      : `${missing} of ${needs.length} are missing. \`serve --simulate\` lets a simulator stand in for providers.`;
  out(`${source} needs of the environment:\n\n${columns([["for", "variables", "state"], ...rows], 3)}\n\n${end}`);
  return missing > 0 ? 1 : 0;
}

function settingsOf(table: Table, env: Terminal["env"]): Need[] {
  const needed = neededVariables(table);
  const faults = new Map(readVariables(needed, env).faults.map((fault) => [fault.variable, fault.message]));
  return needed.map(({ name, places }) => {
    const fault = faults.get(name);
    const purpose = places.map(placeWords).join(", ");
    return { purpose, variables: name, state: fault ?? "is set", isMissing: fault !== undefined };
  });
}

function needOf(provider: TableProvider, env: Terminal["env"]): Need {
  const { id, auth } = provider;
  const ways = auth.signing ? signingWays[auth.signing].map((names) => names.join(" and ")) : [];
  const found = credential(provider, env);
  const need = { purpose: id, variables: [...auth.env, ...ways].join(" or ") || "none", isMissing: false };
  if (found === "needs none") return { ...need, state: "needs no key" };
  if (found === "missing") {
    // What signs may also be had of the machine itself.
    if (auth.signing) return { ...need, state: "by what the machine has" };
    return { ...need, state: "missing", isMissing: true };
  }
  return { ...need, ...readable(found.variable, auth.env.includes(found.variable), env) };
}

function readable(variable: string, isKey: boolean, env: Terminal["env"]): Pick<Need, "state" | "isMissing"> {
  try {
    if (isKey) readSecret(variable, env);
    return { state: `${variable} is set`, isMissing: false };
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    return { state: error.message, isMissing: true };
  }
}
