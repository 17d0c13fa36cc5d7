import assert from "node:assert/strict";
import { formatMoment } from "./moments.ts";

const script = `
import { formatMoment } from ${JSON.stringify(new URL("moments.ts", import.meta.url).href)};
import { dayOf } from ${JSON.stringify(new URL("clock.ts", import.meta.url).href)};
console.log(formatMoment("2026-11-30T16:30:00Z"), dayOf(Date.parse("2026-11-30T16:30:00Z")));`;

Deno.test("a browser in New York, Kolkata or Auckland shows Shanghai's time and days", async () => {
  const expected = `${formatMoment("2026-11-30T16:30:00Z")} 2026-12-01`;
  for (const zone of ["America/New_York", "Asia/Kolkata", "Pacific/Auckland"]) {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        script,
      ],
      env: { TZ: zone, NO_COLOR: "1" },
    }).output();
    const said = new TextDecoder().decode(stdout).trim();
    assert.equal(said, expected, `${zone}: ${new TextDecoder().decode(stderr)}`);
  }
});
