/** Which proxy a URL is asked through, by the variables that other programs read, too. */
import { RuntimeError } from "../runtime-error.ts";
import type { Environment } from "./environment.ts";

interface Exception {
  /** `*` is all of them. */
  readonly host: string;
  /** 0: any. */
  readonly port: number;
  /** `*.example.com` is what lies below, not the name itself. */
  readonly isBelow: boolean;
}

/** What a proxy for https: is, where no variable says so, is the one for http:. Throws `bad-proxy`. */
export function readProxies(env: Environment): (url: URL) => string | undefined {
  const http = proxyIn("HTTP_PROXY", env);
  const https = proxyIn("HTTPS_PROXY", env) ?? http;
  const exceptions = (env.no_proxy ?? env.NO_PROXY ?? "")
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(exceptionOf);
  return (url) =>
    exceptions.some((exception) => covers(exception, url)) ? undefined : url.protocol === "https:" ? https : http;
}

/** The spelling in small letters goes before the other. */
function proxyIn(name: string, env: Environment): string | undefined {
  const small = name.toLowerCase();
  const variable = env[small] === undefined ? name : small;
  const said = env[variable]?.trim();
  if (!said) return undefined;
  const text = /^\w+:\/\//.test(said) ? said : `http://${said}`;
  if (URL.canParse(text) && known.has(new URL(text).protocol)) return text;
  // The value is not shown: it may hold a password.
  const message = `${variable} is no URL of a proxy. Write http://host:port, or https: where it speaks TLS itself.`;
  throw new RuntimeError("bad-proxy", message);
}

const known = new Set(["http:", "https:"]);

function exceptionOf(text: string): Exception {
  const [, bracketed, plain = text, port] = /^(?:\[(.+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(text) ?? [];
  const host = (bracketed ?? plain).toLowerCase();
  return {
    host: host.replace(/^\*?\./, "").replace(/(.)\.$/, "$1"),
    port: Number(port ?? 0),
    isBelow: host.startsWith("*."),
  };
}

function covers({ host, port, isBelow }: Exception, url: URL): boolean {
  const asked = url.hostname.replace(/^\[(.+)\]$/, "$1").replace(/(.)\.$/, "$1");
  if (port !== 0 && port !== Number(url.port || (url.protocol === "https:" ? 443 : 80))) return false;
  return host === "*" || (!isBelow && asked === host) || asked.endsWith(`.${host}`);
}
