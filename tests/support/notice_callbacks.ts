/** For tests of notices: what WeChat calls, and the rows about refunds that failed. */
import { testDatabase } from "./database.ts";
import { Mall } from "./mall.ts";
import { Callbacks } from "./wechat_callbacks.ts";

export const mchid = "1900000001";

export async function openCallbacks() {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(mall);
  const close = async () => {
    await mall.checkBooks();
    await callbacks.close();
    await db.drop();
  };
  return { db, mall, callbacks, close };
}
