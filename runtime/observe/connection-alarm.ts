/** What the operator must mend of how a provider is reached, by the code with which a connection failed. */

/** Undefined where the code may pass by itself. */
export function connectionAlarm(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  if (code === "ENOTFOUND")
    return "The provider's host has no address: mend its URL in the catalog overlay, or the name servers.";
  if (dates.has(code))
    return "The provider's certificate, or that of its authority, is out of its dates, or this machine's clock is.";
  if (names.has(code))
    return "The certificate is of another host than the provider's: mend its URL, or the certificate.";
  if (trust.has(code))
    return "The provider's certificate is of no authority that is trusted here: name its authority with --ca, or mend the certificate.";
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return "The provider's port and this machine agree on no form of TLS.";
  if (code.startsWith("proxy "))
    return "The proxy refuses to pass on to the provider: mend HTTPS_PROXY or HTTP_PROXY, or its rules.";
  return undefined;
}

const dates = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "CRL_HAS_EXPIRED"]);
const names = new Set(["ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"]);
const trust = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "PATH_LENGTH_EXCEEDED",
  "INVALID_CA",
  "INVALID_PURPOSE",
]);
