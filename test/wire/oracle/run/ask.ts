import type { Pool } from "undici";
import { clientApis } from "../client/apis.ts";
import type { Asked } from "../client/asked.ts";

export interface Reply {
  /** 0: there was none. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly trailers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What kept it from coming. */
  readonly error?: string;
}

/** Milliseconds: longer than any deadline of a route. */
const PATIENCE = 20_000;

type Sent = Pick<Asked, "endpoint" | "body" | "headers"> & {
  /** In place of the endpoint's own. */
  readonly path?: string;
};

/** Once more where an idle connection was closed as the request went out, which a busy machine may let happen. */
export async function ask(pool: Pool, sent: Sent): Promise<Reply> {
  const reply = await askOnce(pool, sent);
  return reply.status === 0 && reply.error?.includes("ECONNRESET") ? askOnce(pool, sent) : reply;
}

async function askOnce(
  pool: Pool,
  { endpoint, body, headers, path = clientApis[endpoint].path }: Sent,
): Promise<Reply> {
  const limit = { headersTimeout: PATIENCE, bodyTimeout: PATIENCE };
  const where = { path, method: "POST" as const };
  try {
    const answer = await pool.request({ ...where, ...limit, headers: [...headers], body });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, trailers: answer.trailers, text };
  } catch (error) {
    return { status: 0, headers: {}, trailers: {}, text: "", error: String(error) };
  }
}

/** Without a body. */
export async function get(pool: Pool, path: string, headers: readonly string[]): Promise<Reply> {
  const answer = await pool.request({ path, method: "GET", headers: [...headers], headersTimeout: PATIENCE });
  const text = await answer.body.text();
  return { status: answer.statusCode, headers: answer.headers, trailers: {}, text };
}
