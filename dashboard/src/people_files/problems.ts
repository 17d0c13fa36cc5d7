import type { PeopleReport } from "@/contracts/staff/imports.ts";

/** What becomes of a row; of one that is wrong in itself nobody has to ask the mall. */
export type Line = PeopleReport["items"][number];

export const refused = (line: number, field: string, message: string): Line => ({
  ...{ line, field, message, outcome: "refused" },
});
