/** The way out: proxies, authorities, and addresses that are asked without encryption. */
import { isLoopback } from "../../runtime/loopback.ts";
import { RuntimeError } from "../../runtime/runtime-error.ts";
import { networkOf } from "../../runtime/upstream/network.ts";
import { readVariables } from "../../runtime/upstream/variables.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { TableProvider } from "../../schemas/table.ts";
import { neededVariables } from "../../semantics/variables/needed-variables.ts";
import { filledText } from "../../semantics/variables/variable-text.ts";
import type { Look, Patient } from "./patient.ts";

export const lookAtNetwork: Look = async ({ table, env, ca }) => {
  const alarms: string[] = [];
  const providers = table.providers.flatMap((provider) => placed(provider, env));
  const plain = providers.flatMap(unencrypted);
  try {
    const network = await networkOf({ env, caFile: ca, alarm: (message) => void alarms.push(message) });
    const proxied = providers.filter(({ chatUrl }) => network.proxyFor(new URL(chatUrl)) !== undefined);
    const proxy = proxied.length === 0 ? "no proxy" : `a proxy for ${proxied.map(({ id }) => id).join(", ")}`;
    const trust = network.ca === undefined ? "the usual authorities" : "further authorities";
    const way: DoctorResult = { area: "network", subject: "way out", status: "ok", message: `${proxy}; ${trust}` };
    const warned = alarms.map(
      (message): DoctorResult => ({ ...way, subject: "certificates", status: "warn", message }),
    );
    return [way, ...warned, ...plain];
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    const subject = error.code === "bad-ca" ? "certificates" : "proxy";
    return [{ area: "network", subject, status: "fail", message: error.message }, ...plain];
  }
};

/** None whose address this machine does not say: that is told with the variables. */
function placed(provider: TableProvider, env: Patient["env"]): TableProvider[] {
  const { values } = readVariables(neededVariables({ providers: [provider], targets: [], plans: [] }), env);
  const chatUrl = filledText(provider.chatUrl, (name) => values.get(name));
  return URL.canParse(chatUrl) ? [{ ...provider, chatUrl }] : [];
}

function unencrypted({ id, chatUrl }: TableProvider): DoctorResult[] {
  const { protocol, hostname } = new URL(chatUrl.replaceAll("{model}", "model"));
  if (protocol === "https:" || isLoopback(hostname.replace(/^\[|\]$/g, ""))) return [];
  const message = "is asked over http:, so that its key and all that is asked can be read on the way";
  return [{ area: "network", subject: id, status: "warn", message }];
}
