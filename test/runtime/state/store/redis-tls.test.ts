import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../../../free-port.ts";
import { afterTest } from "../../after-test.ts";
import { hasRedis, RedisServer } from "./redis-server.ts";

/** Redis of some packages is built without it. */
const hasTls = hasRedis && spawnSync("openssl", ["version"]).status === 0;

test.skipIf(!hasTls)(
  "rediss:// asks over TLS, by the certificate authorities that the process was started with",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "pointsman-tls-"));
    afterTest(() => rmSync(folder, { recursive: true }));
    const [key, certificate] = ["key.pem", "certificate.pem"].map((name) => join(folder, name)) as [string, string];
    const named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    const files = ["-keyout", key, "-out", certificate];
    spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...files, ...named]);
    const port = await freePort();
    const pair = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate];
    const server = await RedisServer.start(["--tls-port", String(port), "--tls-auth-clients", "no", ...pair]);
    afterTest(() => server.stop());

    const script = new URL("open-and-fill.ts", import.meta.url).pathname;
    const opens = (env: NodeJS.ProcessEnv) =>
      spawnSync(process.execPath, ["--no-warnings", script, `rediss://127.0.0.1:${port}`], { encoding: "utf8", env })
        .stdout;
    expect(opens({ ...process.env, NODE_EXTRA_CA_CERTS: certificate })).toBe("opened\n");
    expect(opens(process.env)).toMatch(/^away .*self-signed/);
  },
);
