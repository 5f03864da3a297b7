/** Certificate authorities beside those that Node trusts. */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { RuntimeError } from "../runtime-error.ts";
import { codeOf } from "./secret.ts";

export interface AuthorityFiles {
  /** Named on the command line: it must be right. */
  readonly option?: string | undefined;
  /** Named by `SSL_CERT_FILE`, which is set for all programs: where it is wrong, an alarm says so. */
  readonly variable?: string | undefined;
}

/** All that are trusted, in PEM. Throws `bad-ca`. */
export function authorities({ option, variable }: AuthorityFiles, alarm: (message: string) => void): string {
  const all = new Set(getCACertificates("default").map((pem) => pem.trim()));
  if (option !== undefined) for (const one of certificatesIn(option, "--ca", alarm)) all.add(one);
  if (variable !== undefined) for (const one of ofVariable(variable, alarm)) all.add(one);
  return [...all].join("\n");
}

function ofVariable(path: string, alarm: (message: string) => void): string[] {
  try {
    return certificatesIn(path, "SSL_CERT_FILE", alarm);
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    alarm(error.message);
    return [];
  }
}

function certificatesIn(path: string, named: string, alarm: (message: string) => void): string[] {
  const text = readText(path, named);
  const found = text.match(/-----BEGIN (TRUSTED )?CERTIFICATE-----[\s\S]*?-----END \1?CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw badFile(`The file ${path}, which ${named} names, holds no certificate in PEM.`);
  // A bundle of all authorities of a system has some that have run out; a file of one's own should not.
  const few = found.length <= 10;
  for (const [i, pem] of found.entries()) {
    const certificate = readCertificate(pem, `certificate ${i + 1} in ${path}, which ${named} names,`);
    const ended = certificate.validToDate.getTime() < Date.now();
    if (few && ended)
      alarm(`The ${i + 1}. certificate in ${path}, which ${named} names, ran out on ${certificate.validTo}.`);
  }
  return found.map((pem) => pem.replaceAll("\r", ""));
}

function readCertificate(pem: string, what: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw badFile(`The ${what} cannot be read.`);
  }
}

function readText(path: string, named: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw badFile(`The file ${path}, which ${named} names, could not be read (${codeOf(error)}).`);
  }
}

function badFile(message: string): RuntimeError {
  return new RuntimeError("bad-ca", message);
}
