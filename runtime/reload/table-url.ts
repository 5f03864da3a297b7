/** Which URLs a table is fetched from: it says where prompts and keys go, so nobody on the way may write it. */
import { isLoopback } from "../loopback.ts";
import { RuntimeError } from "../runtime-error.ts";

/** Throws `bad-table-url`, which does not tell what may be secret in it. */
export function tableUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !mayFetch(url))
    throw bad("a table is fetched by https: alone, and by http: from this machine. Write https://….");
  if (url.username !== "" || url.password !== "")
    throw bad(
      "a URL is shown in logs, and so holds no password. Set POINTSMAN_TABLE_TOKEN, which is sent as a bearer.",
    );
  return url;
}

export function mayFetch({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname.replace(/^\[(.*)\]$/, "$1")));
}

/** Without the query, in which signatures stand. */
export function shownUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}

function bad(message: string): RuntimeError {
  return new RuntimeError("bad-table-url", `The URL of the table cannot be used: ${message}`);
}
