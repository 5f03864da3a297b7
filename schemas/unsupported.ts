/** What a policy says of what providers cannot take, and must not keep. */
import * as z from "zod";

/** What becomes of a parameter that a target cannot take as it is; `drop` of those that are not named. */
export type UnsupportedDocument = Record<string, "drop" | "error" | "emulate">;

export const unsupported: z.ZodType<UnsupportedDocument | undefined> = z
  .record(z.string(), z.enum(["drop", "error", "emulate"]))
  .optional()
  .meta({
    description:
      "By parameter, what becomes of it where a target cannot take it: left out (drop), the target is not asked (error), or made by other means (emulate).",
  });

export const zeroRetention: z.ZodType<boolean | undefined> = z.boolean().optional().meta({
  description: "Providers are asked to keep neither requests nor answers; those that cannot be asked are an error.",
});
