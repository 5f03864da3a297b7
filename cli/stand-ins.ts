/** Simulators for the providers that have no key: one per dialect. */
import type { TableProvider } from "../schemas/table.ts";
import { signingWay } from "../semantics/signing.ts";
import type { Terminal } from "./command.ts";

export interface StandIns {
  /** Provider to the URL that stands in for it. */
  readonly urls: Readonly<Record<string, string>>;
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

/** Fast, but slow enough to be seen as a stream. */
const pace = { delay: 50, tokensPerSecond: 200 };

/** Providers of a dialect that cannot be simulated get no stand-in. */
export async function startStandIns(providers: readonly TableProvider[], env: Terminal["env"]): Promise<StandIns> {
  const { simulatorDialects, startSimulator } = await import("../simulator/start-simulator.ts");
  const lacking = providers.filter((provider) => credential(provider, env) === "missing");
  const running = await Promise.all(
    simulatorDialects
      .filter((dialect) => lacking.some((provider) => provider.dialect === dialect))
      .map((dialect) => startSimulator({ dialect, ...pace })),
  );
  const urls = lacking.flatMap(({ id, dialect }) => {
    const simulator = running.find((candidate) => candidate.dialect === dialect);
    return simulator ? [[id, simulator.url] as const] : [];
  });
  return {
    urls: Object.fromEntries(urls),
    close: async () => void (await Promise.all(running.map((simulator) => simulator.close()))),
  };
}
