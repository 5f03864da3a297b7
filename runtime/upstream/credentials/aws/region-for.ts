import { RuntimeError } from "../../../runtime-error.ts";
import type { Environment } from "../../environment.ts";

/** The region that signatures name: the one that the host does, such as `eu-west-1`, else that of the environment. */
export function regionFor(hostname: string, env: Environment): string {
  const told = hostname.split(".").find((label) => /^[a-z]{2,3}(-[a-z]+)+-\d+$/.test(label));
  const region = told ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (region) return region;
  const message = `Requests to ${hostname} are signed for a region, and its name tells none. Set AWS_REGION in the environment.`;
  throw new RuntimeError("missing-region", message);
}
