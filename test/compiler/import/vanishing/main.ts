/**
 * `npm run verify:imports -- <folder>`: every configuration in a folder is imported, and what became of it is printed as a
 * table. Exit code 1 when a setting vanishes or the importer fails. A file that is named `owner+repository@commit@path`
 * (with `+` for `/`) is listed by its public address.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { secretInPolicy } from "../../../../compiler/diagnostics/syntax/secret-in-policy.ts";
import { type ImportFormat, importPolicy } from "../../../../compiler/import/import-policy.ts";
import { openCatalog } from "../../../../compiler/load/catalog/open-catalog.ts";
import { vanished } from "./vanished.ts";

const [folder, match = ""] = process.argv.slice(2);
if (folder === undefined) {
  console.error("verify:imports needs a folder of configurations: npm run verify:imports -- <folder>");
  process.exit(2);
}
const catalog = openCatalog();
let failed = false;
const totals = { files: 0, compile: 0, settings: 0, vanished: 0 };
console.log(
  "| configuration | carried over · in another way · left out · wrong in the original | policy |\n|---|---|---|",
);
for (const name of readdirSync(folder).sort()) {
  if (!name.includes(match) || !/\.(ya?ml|json)$/.test(name)) continue;
  const text = readFileSync(join(folder, name), "utf8");
  const format = formatOf(text);
  try {
    const { account, table, policy, diagnostics } = importPolicy(
      format,
      { name, text },
      { catalog, today: "2026-11-20" },
    );
    const lost = vanished(format, text, catalog);
    totals.files += 1;
    totals.compile += table ? 1 : 0;
    totals.settings += account?.carried ?? 0;
    totals.vanished += lost.length;
    failed ||= lost.length > 0;
    const numbers = account ? Object.values(account).join(" · ") : "–";
    const errors = new Set(diagnostics.flatMap(({ code, severity }) => (severity === "error" ? [code] : [])));
    // Where keys lie open is not for a page that others read.
    errors.delete(secretInPolicy.code);
    const toDo = errors.size === 0 ? "to do" : `to do: ${[...errors].join(", ")}`;
    const outcome = table ? "compiles" : policy === undefined ? "nothing to serve" : toDo;
    console.log(
      `| ${format} ${addressOf(name)} | ${numbers} | ${outcome}${lost.map((one) => ` **vanished ${one}**`).join("")} |`,
    );
  } catch (error) {
    failed = true;
    console.log(
      `| ${format} ${addressOf(name)} | – | **failed: ${(error as Error).stack?.split("\n").slice(0, 3).join(" ")}** |`,
    );
  }
}
console.log(
  `\n${totals.files} configurations, ${totals.compile} compile at once, ${totals.settings} settings carried over, ${totals.vanished} vanished.`,
);
process.exitCode = failed ? 1 : 0;

function formatOf(text: string): ImportFormat {
  if (/^["\s{]*model_list["']?:/m.test(text)) return "litellm";
  if (/"messages"\s*:/.test(text) && /"models?"\s*:/.test(text)) return "openrouter";
  return /"(targets|virtual_key|strategy|override_params|custom_host)"/.test(text) || !/"models?"/.test(text)
    ? "portkey"
    : "openrouter";
}

function addressOf(name: string): string {
  const [repository, commit, path] = name.split("@");
  if (repository === undefined || commit === undefined || path === undefined) return name;
  const [file, block] = path.split("#");
  const at = `https://github.com/${repository.replace("+", "/")}/blob/${commit}/${file!.replaceAll("+", "/")}`;
  return block === undefined ? at : `${at} (block ${block.replace(/\D+/g, "")})`;
}
