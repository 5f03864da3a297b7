/** Keys, or a role, of a profile in the files that the tools of AWS share. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RuntimeError } from "../../../runtime-error.ts";
import type { Environment } from "../../environment.ts";
import { legal } from "../../secret.ts";
import type { AwsSource } from "./aws-keys.ts";

export type Profile = Readonly<Record<string, string>>;

/** What the files say of the profile in use; undefined where neither has it. */
export function readProfile(env: Environment): Profile | undefined {
  const { name } = profileOf(env);
  const [credentials, config] = filesOf(env).map((path) => (path === undefined ? {} : sectionsIn(path)));
  const parts = [config?.[name === "default" ? name : `profile ${name}`], credentials?.[name]];
  const found = parts.filter((part) => part !== undefined);
  return found.length === 0 ? undefined : Object.assign({}, ...found);
}

/** Throws where a profile is asked for by name and has no keys of a kind that is read. */
export function sharedKeys(env: Environment): AwsSource | undefined {
  const { name, isAsked } = profileOf(env);
  const read = () => {
    const { aws_access_key_id: id, aws_secret_access_key: secret, aws_session_token: token } = readProfile(env) ?? {};
    if (!id || !secret) return undefined;
    const checked = (text: string) => legal(text, `The profile "${name}"`);
    return { accessKeyId: checked(id), secretAccessKey: checked(secret), sessionToken: token && checked(token) };
  };
  if (read() === undefined) {
    if (isAsked) throw noKeys(name);
    return undefined;
  }
  return {
    isLocal: true,
    fetch: async () => {
      const value = read();
      if (value === undefined) throw noKeys(name);
      return { value };
    },
  };
}

function noKeys(name: string): RuntimeError {
  const message =
    `The profile "${name}" has neither aws_access_key_id and aws_secret_access_key nor role_arn and web_identity_token_file.` +
    " Other kinds of profiles are not read: let the tools of AWS export their keys.";
  return new RuntimeError("missing-key", message);
}

function profileOf({ AWS_PROFILE }: Environment): { name: string; isAsked: boolean } {
  return AWS_PROFILE ? { name: AWS_PROFILE, isAsked: true } : { name: "default", isAsked: false };
}

function filesOf({ HOME, AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE }: Environment): (string | undefined)[] {
  const inHome = (name: string) => (HOME ? join(HOME, ".aws", name) : undefined);
  return [AWS_SHARED_CREDENTIALS_FILE || inHome("credentials"), AWS_CONFIG_FILE || inHome("config")];
}

/** Sections of an INI file; none where there is no file. What is indented belongs to a setting that is not read. */
function sectionsIn(path: string): Record<string, Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return {};
  }
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const title = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1]?.replace(/\s+/g, " ");
    if (title !== undefined) {
      sections[title] ??= {};
      section = sections[title];
      continue;
    }
    const [, name, value] = /^([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section && name !== undefined && value !== undefined) section[name] = value;
  }
  return sections;
}
