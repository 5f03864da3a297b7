// What a request asks of a dialect, however it came.
import type { IncomingHttpHeaders } from "node:http";
import { parseJson } from "./json.ts";
import { badRequest, RequestProblem } from "./problem.ts";
import type { Asking, Endpoint, Head, Wire } from "./wire.ts";

export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Who is asked, and which keys are accepted there; without them any. */
export interface Asked {
  readonly wire: Wire;
  readonly keys?: readonly string[] | undefined;
}

/** @throws RequestProblem */
export function readRequest(request: RawRequest, asked: Asked): Asking {
  const head = headOf(request);
  const { endpoint, named } = findEndpoint(head, asked.wire.endpoints);
  checkKey(head, asked);
  const body = parseJson(head.text);
  if (body === undefined) badRequest("We could not parse the JSON body of your request.");
  return endpoint.read({ ...head, named, body });
}

function headOf({ method, url, headers, text }: RawRequest): Head {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  return { method, path, query: new URLSearchParams(query), headers, text };
}

function findEndpoint({ method, path }: Head, endpoints: readonly Endpoint[]): { endpoint: Endpoint; named: Named } {
  for (const endpoint of endpoints) {
    const found = method === "POST" ? endpoint.path.exec(path) : null;
    if (found) return { endpoint, named: decoded(found.groups ?? {}) };
  }
  const answered = endpoints.map(({ shown }) => `<prefix>${shown}`).join(", ");
  const message = `Unknown request URL: ${method} ${path}. This simulator answers POST ${answered}.`;
  throw new RequestProblem({ kind: "no-such-path", message });
}

type Named = Readonly<Record<string, string>>;

function decoded(groups: Named): Named {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return badRequest("The path is not encoded as a URL is.");
  }
}

function checkKey(head: Head, { wire, keys }: Asked): void {
  const key = wire.keyOf(head);
  if (key === undefined) {
    throw new RequestProblem({ kind: "no-key", message: "You did not provide an API key. (simulated)" });
  }
  const isRight = (accepted: string): boolean => wire.proves?.(head, accepted) ?? accepted === key;
  if (keys && !keys.some(isRight)) {
    throw new RequestProblem({ kind: "wrong-key", message: "Incorrect API key provided. (simulated)" });
  }
}
