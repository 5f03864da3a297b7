/** Keys of the role of a machine, from its metadata: version 2, which asks for a token first. */
import { type Asking, jsonOf, textOf } from "../../ask-once.ts";
import type { Environment } from "../../environment.ts";
import { type AwsSource, keysIn } from "./aws-keys.ts";

/** Milliseconds; elsewhere than on such a machine nobody answers. */
const LIMIT = 1_000;

const ROLE = "/latest/meta-data/iam/security-credentials/";

export function instanceKeys(env: Environment, asking: Asking): AwsSource | undefined {
  if (env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === "true") return undefined;
  const start = env.AWS_EC2_METADATA_SERVICE_ENDPOINT || "http://169.254.169.254";
  if (!URL.canParse(start)) return undefined;
  const at = (path: string) => new URL(path, start);
  const common = { limit: LIMIT, direct: true } as const;
  return {
    fetch: async () => {
      const ttl = { "x-aws-ec2-metadata-token-ttl-seconds": "21600" };
      const token = await textOf(asking, { method: "PUT", url: at("/latest/api/token"), headers: ttl, ...common });
      const headers = { "x-aws-ec2-metadata-token": token };
      const roles = await textOf(asking, { method: "GET", url: at(ROLE), headers, ...common });
      const role = encodeURIComponent(roles.trim().split(/\s/)[0] ?? "");
      return keysIn(await jsonOf(asking, { method: "GET", url: at(ROLE + role), headers, ...common }), at("/").origin);
    },
  };
}
