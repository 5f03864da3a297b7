/** Signature version 4 of a request: no key goes out, and what is signed cannot be altered on its way. */
import { AwsV4Signer } from "aws4fetch";
import type { Clock } from "../../../clock.ts";
import type { CredentialRequest, Credentials } from "../../credentials.ts";
import type { Renewed } from "../../renewed.ts";
import type { AwsKeys } from "./aws-keys.ts";

export interface SignatureTerms {
  readonly keys: Renewed<AwsKeys>;
  /** As the provider calls itself in signatures. */
  readonly service: string;
  readonly region: string;
  readonly clock: Clock;
}

/** Beside the host and those that signing adds; a box in between may change others. */
const isSigned = /^(content-type$|x-amz)/i;

export class Signature implements Credentials {
  readonly #terms: SignatureTerms;
  /** Keys derived from the secret, for one day. */
  #derived = new Map<string, ArrayBuffer>();
  readonly #signedWith = new WeakMap<readonly string[], AwsKeys>();

  constructor(terms: SignatureTerms) {
    this.#terms = terms;
  }

  async headers(request: CredentialRequest): Promise<readonly string[]> {
    const keys = await this.#terms.keys.current();
    const headers = await this.#sign(request, keys);
    this.#signedWith.set(headers, keys);
    return headers;
  }

  async refused(headers: readonly string[]): Promise<boolean> {
    const keys = this.#signedWith.get(headers);
    return keys !== undefined && this.#terms.keys.refused(keys);
  }

  async #sign({ method, url, headers, body }: CredentialRequest, keys: AwsKeys): Promise<readonly string[]> {
    const { service, region, clock } = this.#terms;
    if (this.#derived.size > 4) this.#derived = new Map();
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: pairs(headers).filter(([name]) => isSigned.test(name)),
      body,
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey,
      ...(keys.sessionToken !== undefined && { sessionToken: keys.sessionToken }),
      service,
      region,
      cache: this.#derived,
      datetime: clock
        .date()
        .toISOString()
        .replace(/[:-]|\.\d{3}/g, ""),
      allHeaders: true,
    });
    const signed = await signer.sign();
    return [...signed.headers].filter(([name]) => !isSent(name, headers)).flat();
  }
}

function pairs(list: readonly string[]): [string, string][] {
  return list.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, list[i + 1]!]] : []));
}

function isSent(name: string, headers: readonly string[]): boolean {
  return headers.some((sent, i) => i % 2 === 0 && sent.toLowerCase() === name);
}
