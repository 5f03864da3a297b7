/** Simulators for the providers that have no key: one per dialect. */
import type { TableProvider } from "../schemas/table.ts";
import { signingWay } from "../semantics/signing.ts";
import { neededVariables } from "../semantics/variables/needed-variables.ts";
import type { Terminal } from "./command.ts";

export interface StandIns {
  /** For those that have no key: provider to the URL that stands in for it. */
  cover(providers: readonly TableProvider[]): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** How a provider is called: the variable that holds its key, or those that say where what signs is had; or why there is none. */
export type Credential = { readonly variable: string } | "needs none" | "missing";

export function credential({ auth }: Pick<TableProvider, "auth">, env: Terminal["env"]): Credential {
  const { header, signing } = auth;
  if (header === undefined || (auth.env.length === 0 && signing === undefined)) return "needs none";
  const variable = auth.env.find((name) => env[name]) ?? (signing && signingWay(signing, env)?.join(" and "));
  return variable === undefined ? "missing" : { variable };
}

/** What keeps a provider from being asked, in words that say the way out: no key, or an address that this machine does not know. */
export function whatLacks(provider: TableProvider, env: Terminal["env"]): string | undefined {
  const lacking = lackingVariables(provider, env);
  if (lacking === undefined) return undefined;
  return `${credential(provider, env) === "missing" ? "no key" : "no address"}: set ${lacking}`;
}

/** The variables that are not set for want of which it cannot be asked. */
export function lackingVariables(provider: TableProvider, env: Terminal["env"]): string | undefined {
  if (credential(provider, env) === "missing") return provider.auth.env.join(" or ");
  const unset = neededVariables({ providers: [provider], targets: [], plans: [] }).filter(({ name }) => !env[name]);
  return unset.length === 0 ? undefined : unset.map(({ name }) => name).join(" and ");
}

/** Fast, but slow enough to be seen as a stream. */
const pace = { delay: 50, tokensPerSecond: 200 };

/** Providers of a dialect that cannot be simulated get no stand-in. */
export async function openStandIns(env: Terminal["env"]): Promise<StandIns> {
  const { startSimulator } = await import("../simulator/start-simulator.ts");
  const { simulatorDialects } = await import("../simulator/wires.ts");
  const running = new Map<string, ReturnType<typeof startSimulator>>();
  const standInFor = async ({ id, dialect: name }: TableProvider): Promise<[string, string][]> => {
    const dialect = simulatorDialects.find((candidate) => candidate === name);
    if (dialect === undefined) return [];
    const simulator = running.get(dialect) ?? startSimulator({ dialect, ...pace });
    running.set(dialect, simulator);
    return [[id, (await simulator).url]];
  };
  return {
    cover: async (providers) => {
      const lacking = providers.filter((provider) => whatLacks(provider, env) !== undefined);
      return Object.fromEntries((await Promise.all(lacking.map(standInFor))).flat());
    },
    close: async () => {
      await Promise.all([...running.values()].map(async (simulator) => (await simulator).close()));
    },
  };
}
