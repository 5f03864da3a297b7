import { RuntimeError } from "../../../runtime-error.ts";
import type { Environment } from "../../environment.ts";
import { readSecret } from "../../secret.ts";
import type { AwsSource } from "./aws-keys.ts";

/** Keys that stand in the environment, or in files that it names. Throws where one of the two is missing. */
export function environmentKeys(env: Environment): AwsSource | undefined {
  const read = () => ({
    id: readSecret("AWS_ACCESS_KEY_ID", env)?.value,
    secret: readSecret("AWS_SECRET_ACCESS_KEY", env)?.value,
    sessionToken: readSecret("AWS_SESSION_TOKEN", env)?.value,
  });
  const { id, secret } = read();
  if (id === undefined && secret === undefined) return undefined;
  if (id === undefined || secret === undefined) {
    const missing = id === undefined ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY";
    throw new RuntimeError("missing-key", `${missing} is not set, and the other half of the key is. Set both.`);
  }
  return {
    isLocal: true,
    fetch: async () => {
      const { id: accessKeyId = "", secret: secretAccessKey = "", sessionToken } = read();
      return { value: { accessKeyId, secretAccessKey, sessionToken } };
    },
  };
}
