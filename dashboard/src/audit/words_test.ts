import assert from "node:assert/strict";
import { actorWords, commandWords } from "./words.ts";

const migrations = new URL("../../../supabase/migrations/", import.meta.url);

/** What decides many things at once leaves a row for each, under the name of the single command. */
const batches = [
  "set_products_status",
  "change_products",
  "import_products",
  "review_withdrawals",
  "review_applications",
];

Deno.test("every command that leaves a row in the audit log is told in words", async () => {
  const commands = new Set<string>();
  for await (const { name } of Deno.readDir(migrations)) {
    const text = await Deno.readTextFile(new URL(name, migrations));
    const rows = text.matchAll(/private\.audit\([^,]+,[^,]+,\s*'([a-z_]+)'/g);
    for (const [, command] of rows) commands.add(command!);
    const begun = text.matchAll(/private\.begin_command\(\s*shop,\s*'\w+',\s*'([a-z_]+)'/g);
    for (const [, command] of begun) commands.add(command!);
    const others = text.matchAll(
      /ops\.audit_log \([^)]+\)\s+values \([^']+'(?:member|job|wechat)',[^,]+,\s+'([a-z_]+)'/g,
    );
    for (const [, command] of others) commands.add(command!);
  }
  assert.ok(commands.size > 30 && commands.has("revoke_authorization"));
  for (const command of batches) commands.delete(command);
  const wordless = [...commands].filter((command) => commandWords(command) === "其他操作");
  assert.deepEqual(wordless, []);
});

Deno.test("the actor is shown by name where there is one, and by a word otherwise", () => {
  assert.equal(actorWords("staff", "林青"), "林青");
  assert.equal(actorWords("job", null), "系统");
  assert.equal(actorWords("wechat", null), "微信");
});
