import type { IncomingMessage } from "node:http";
import { RequestProblem } from "./problem.ts";

const longest = 32 * 1024 * 1024;

/**
 * The body of a request as text.
 * @throws RequestProblem when it is larger than 32 MiB; the error of the stream when the client leaves.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > longest)
      throw new RequestProblem({ kind: "too-large", message: "The request is larger than 32 MiB." });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
