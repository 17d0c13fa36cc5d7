/**
 * Opens a shop in the mall that runs here: `deno task shop CODE NAME EMAIL [--port N]`. Prints the link by which its
 * owner joins; the rest the owner enters at the settings page.
 */
import { parseArgs } from "node:util";
import postgres from "postgres";
import { say } from "./say.ts";

/** Opens it; answers the owner's link. `address` is that of the gateway. Throws with what is to be done. */
export async function openShop(
  database_url: string,
  address: string,
  [code, name, email]: readonly string[],
): Promise<string> {
  if (!code || !name || !email) throw new Error("Say: deno task shop CODE NAME EMAIL [--port N]");
  const sql = postgres(database_url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    const [opened] = await sql<{ link: string }[]>`
      select private.open_shop(${code}, ${name}, ${email}, ${address}) as link`;
    return opened!.link;
  } catch (error) {
    throw new Error(whyNot(error as Error & { code?: string; detail?: string }));
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function whyNot({ code, message, detail }: Error & { code?: string; detail?: string }): string {
  if (code === "ECONNREFUSED") return "The mall does not run: deno task start first";
  if (message === "CODE_TAKEN") return "There is a shop with this code already: choose another";
  if (message !== "INVALID_REQUEST") return message;
  return "The code takes 2 to 31 of a-z, 0-9 and -, the name 1 to 40 characters, the e-mail one @: " +
    detail;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    options: { port: { type: "string", default: "54321" } },
    allowPositionals: true,
  });
  const port = Number(values.port);
  const database_url = `postgres://postgres:postgres@127.0.0.1:${port + 2}/postgres`;
  const link = await openShop(database_url, `http://127.0.0.1:${port}`, positionals);
  say(`
The owner joins here, within seven days:
${link}

Once the shop has its AppID, its mini program opens for a stranger at http://127.0.0.1:${port}/phone/?shop=${
    positionals[0]
  }

The mail that confirms the account lies at http://127.0.0.1:${port}/_control/mails. WeChat is the simulator: the
appid and keys of its second merchant stand in .data/keys.json, under "merchants".`);
}

if (import.meta.main) {
  await main().catch((error: Error) => {
    say(error.message);
    Deno.exit(1);
  });
}
