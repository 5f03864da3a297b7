import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/** The path of the gateway that is killed, as one bundle in the folder: it starts with a quarter of the work. */
export async function bundleGateway(folder: string): Promise<string> {
  const bundle = await rolldown({ input: entry, platform: "node", logLevel: "silent" });
  const { output } = await bundle.write({ dir: folder, format: "esm" });
  await bundle.close();
  return join(folder, output[0].fileName);
}

const entry = fileURLToPath(new URL("killed-gateway.ts", import.meta.url));
