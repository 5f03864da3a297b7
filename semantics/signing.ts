/** Ways in which a provider may be asked without a key of its own, and the variables by which each is found. Plain data that all sides read. */

export type Signing = "aws-sigv4" | "gcp-oauth";

/** Each way is a set of variables that belong together. */
export const signingWays: Readonly<Record<Signing, readonly (readonly string[])[]>> = {
  "aws-sigv4": [
    ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"],
    ["AWS_PROFILE"],
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
    ["AWS_CONTAINER_CREDENTIALS_FULL_URI"],
    ["AWS_EC2_METADATA_SERVICE_ENDPOINT"],
  ],
  "gcp-oauth": [["GOOGLE_APPLICATION_CREDENTIALS"], ["GCE_METADATA_HOST"]],
};

/** The first way whose variables are all set. */
export function signingWay(
  signing: Signing,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  return signingWays[signing].find((names) => names.every((name) => env[name]?.trim()));
}
