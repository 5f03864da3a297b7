/** Whether the store has lost what was spent from the table's budgets, and what becomes of their requests. */
import { minuteOf, spelledWindow, windowInDoubt } from "../../runtime/state/money/in-doubt.ts";
import type { Store } from "../../runtime/state/store/store.ts";
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Patient } from "./patient.ts";

/** Nothing where nothing is in doubt, or no budget of the table is. `subject`: where it is, without a secret. */
export async function storeDoubt(
  store: Pick<Store, "doubt">,
  { table, now }: Patient,
  subject: string,
): Promise<DoctorResult[]> {
  const doubt = await store.doubt();
  if (doubt === undefined) return [];
  const windows = (table.budgets ?? []).flatMap(({ name, window: kind, onStoreDown }) => {
    const window = windowInDoubt(kind, doubt.since, now);
    return window ? [{ text: `${name} (${spelledWindow(kind, window)})`, refuses: onStoreDown === undefined }] : [];
  });
  if (windows.length === 0) return [];
  const refusing = windows.filter(({ refuses }) => refuses);
  const named = (some: typeof windows): string => some.map(({ text }) => text).join("; ");
  const what = `what was spent until ${minuteOf(doubt.since)} UTC may not be counted in ${named(windows)}`;
  const then = refusing.length > 0 ? `, and requests are refused by ${named(refusing)}` : "";
  const status = refusing.length > 0 ? "fail" : "warn";
  const wayOut = "`pointsman state settle` takes what is there as it is";
  return [{ area: "store", subject, status, message: `${doubt.message} So ${what}${then}: ${wayOut}` }];
}
