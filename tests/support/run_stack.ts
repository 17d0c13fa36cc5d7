import { removeIfAny } from "@/local/paths.ts";
import { freePort } from "@/local/ports.ts";
import { removePostgres } from "@/local/postgres.ts";
import { startStack } from "@/local/stack.ts";
import { makeRoom } from "./room.ts";
import { copySeeded } from "./seeded.ts";
import { describeStack, logToFile, type StackContents } from "./stack.ts";

/** Runs `work` while a stack is up; the tests that `work` starts find it through MALL_TEST_STACK. */
export async function withStack<T>(
  { version, seed = false, faces = false }: StackContents & { version: 17 | 18 },
  work: () => Promise<T>,
): Promise<T> {
  const dataDir = await makeRoom("stack");
  try {
    const ports = { gateway: freePort(), wechat: freePort(), postgres: freePort() };
    if (seed) await copySeeded(dataDir, ports.gateway, version);
    const stack = await startStack({
      dataDir,
      ports,
      version,
      fast: true,
      seed,
      faces,
    });
    try {
      const described = describeStack(stack, logToFile(`${dataDir}/functions.log`));
      Deno.env.set("MALL_TEST_STACK", JSON.stringify(described));
      return await work();
    } finally {
      Deno.env.delete("MALL_TEST_STACK");
      await stack.stop();
    }
  } finally {
    await removePostgres(dataDir);
    await removeIfAny(dataDir);
  }
}
