/** Certificates of our own, made by openssl, and servers that show them. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface Certified {
  /** PEM files: of the authority, the server's certificate, its key. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export interface CertificateTerms {
  /** What the certificate is for, such as `IP:127.0.0.1`. */
  readonly names?: string;
  /** As openssl takes them: `20200101000000Z`. */
  readonly from?: string;
  readonly to?: string;
}

/** A server's certificate, signed by an authority that was made for it. */
export function certified({ names = "IP:127.0.0.1,DNS:localhost", from, to }: CertificateTerms = {}): Certified {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-tls-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...ec, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Our Own", "-days", "30");
  openssl("req", ...ec, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=server");
  writeFileSync(at("ext"), `subjectAltName=${names}\n`);
  writeFileSync(at("index"), "");
  writeFileSync(
    at("ca.conf"),
    "[ca]\ndefault_ca=own\n[own]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n",
  );
  const dates = from !== undefined && to !== undefined ? ["-startdate", from, "-enddate", to] : ["-days", "30"];
  const who = ["-config", "ca.conf", "-cert", "ca.pem", "-keyfile", "ca.key", "-extfile", "ext", "-batch", "-notext"];
  openssl("ca", ...who, ...dates, "-in", "server.csr", "-out", "server.pem");
  return { ca: at("ca.pem"), cert: at("server.pem"), key: at("server.key") };
}

/** A server over TLS; its URL by the name that is asked for. */
export async function tlsServer(
  { cert, key }: Certified,
  answer: RequestListener,
  name = "127.0.0.1",
): Promise<string> {
  const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://${name}:${(server.address() as AddressInfo).port}`;
}
