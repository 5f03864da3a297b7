/** From what a table says of providers' keys to their credentials: the first way for which there is something. */
import type { TableProvider } from "../../schemas/table.ts";
import { type Signing, signingWays } from "../../semantics/signing.ts";
import { RuntimeError } from "../runtime-error.ts";
import type { CredentialSurroundings } from "./credential-surroundings.ts";
import type { AwsKeys } from "./credentials/aws/aws-keys.ts";
import type { AccessToken } from "./credentials/gcp/access-token.ts";
import { staticKey } from "./credentials/static-key.ts";
import type { Credentials } from "./credentials.ts";
import type { Renewed } from "./renewed.ts";
import { firstSecret, type Secret } from "./secret.ts";

/**
 * Opens the credentials of one provider after the other; what several are asked with is had once for all of them. Rejects with
 * `missing-key` where nothing is set, with `bad-key` where what is set cannot be used.
 */
export class CredentialOpener {
  readonly #surroundings: CredentialSurroundings;
  #aws: Promise<Renewed<AwsKeys> | undefined> | undefined;
  #gcp: Promise<Renewed<AccessToken> | undefined> | undefined;

  constructor(surroundings: CredentialSurroundings) {
    this.#surroundings = surroundings;
  }

  async open(provider: TableProvider): Promise<Credentials> {
    const { header, env: names, signing } = provider.auth;
    if (header === undefined || (names.length === 0 && signing === undefined)) return staticKey([]);
    const secret = firstSecret(names, this.#surroundings.env);
    if (secret) return this.#key(provider, secret);
    const signed = signing && (await this.#signed(provider, signing));
    if (signed) return signed;
    throw missingKey(provider);
  }

  async #key(provider: TableProvider, { value, file, variable }: Secret & { variable: string }): Promise<Credentials> {
    const write = (key: string) => headersOf(provider, key);
    if (file === undefined) return staticKey(write(value));
    const { clock, alarm } = this.#surroundings;
    const { FileKey } = await import("./credentials/file-key.ts");
    return new FileKey({ path: file, variable, key: value, write, clock, alarm });
  }

  #signed(provider: TableProvider, signing: Signing): Promise<Credentials | undefined> {
    switch (signing) {
      case "aws-sigv4":
        return this.#signature(provider);
      case "gcp-oauth":
        return this.#token(provider);
      default:
        return signing satisfies never;
    }
  }

  async #signature({ chatUrl, auth: { signingService = "" } }: TableProvider): Promise<Credentials | undefined> {
    const { clock } = this.#surroundings;
    const [{ openAws }, { Signature }, { regionFor }] = await Promise.all([
      import("./credentials/aws/open-aws.ts"),
      import("./credentials/aws/signature.ts"),
      import("./credentials/aws/region-for.ts"),
    ]);
    const region = regionFor(new URL(chatUrl).hostname, this.#surroundings.env);
    this.#aws ??= openAws(this.#surroundings, region);
    const keys = await this.#aws;
    return keys && new Signature({ keys, service: signingService, region, clock });
  }

  async #token(provider: TableProvider): Promise<Credentials | undefined> {
    const [{ openGcp }, { BearerToken }] = await Promise.all([
      import("./credentials/gcp/open-gcp.ts"),
      import("./credentials/gcp/bearer-token.ts"),
    ]);
    this.#gcp ??= openGcp(this.#surroundings);
    const tokens = await this.#gcp;
    return tokens && new BearerToken(tokens, (token) => headersOf(provider, token));
  }
}

/** For a simulator, which never sees the real key. */
export function simulatedCredentials(provider: Pick<TableProvider, "auth">): Credentials {
  const { header, env, signing } = provider.auth;
  if (header === undefined || (env.length === 0 && signing === undefined)) return staticKey([]);
  return staticKey(headersOf(provider, "simulated"));
}

/** A key as the provider reads it; none where the provider asks for none. */
function headersOf({ auth: { header, scheme } }: Pick<TableProvider, "auth">, key: string): readonly string[] {
  return header === undefined ? [] : [header, scheme ? `${scheme} ${key}` : key];
}

function missingKey({ id, auth: { env, signing } }: TableProvider): RuntimeError {
  const ways = signing ? signingWays[signing].map((names) => names.join(" and ")) : [];
  const message =
    `The provider "${id}" has no key. Set ${[...env, ...ways].join(" or ")} in the environment,` +
    " or start with --simulate to let a simulator stand in for it.";
  return new RuntimeError("missing-key", message);
}
