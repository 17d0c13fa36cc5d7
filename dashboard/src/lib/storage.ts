import { offline } from "./ask.ts";
import { session } from "./auth.ts";
import { config } from "./config.ts";
import { Problem } from "./problem.ts";
import { signed } from "./signed.ts";

const kept_for = "max-age=31536000";

/** Where files of Storage are read, as they are kept: below whatever address the mall has today. */
export const public_path = "/storage/v1/object/public/";

/** Puts a file into the shop's folder, named by its type; answers how it is kept. Throws Problem in words for people. */
export async function storeFile(file: Blob, shop_id: string): Promise<string> {
  const ending = file.type.split("/")[1];
  const path = `goods/${shop_id}/${crypto.randomUUID()}.${ending}`;
  await signed(session, (token) => upload(path, file, token));
  return public_path + path;
}

async function upload(path: string, file: Blob, token: string): Promise<void> {
  const { supabase_url, publishable_key } = config();
  const response = await fetch(`${supabase_url}/storage/v1/object/${path}`, {
    method: "POST",
    headers: {
      apikey: publishable_key,
      authorization: `Bearer ${token}`,
      "content-type": file.type,
      "cache-control": kept_for,
    },
    body: file,
  }).catch(() => {
    throw offline();
  });
  if (response.ok) return void await response.body?.cancel();
  throw refused(response.status, await response.text());
}

/** Storage says 400 for whatever it refuses, and in words what it was. */
function refused(status: number, words: string): Problem {
  if (/jwt|token|expired/i.test(words)) {
    return new Problem("TOKEN_INVALID", "登录已失效，请重新登录", { status: 401 });
  }
  if (/security policy|Unauthorized/i.test(words)) {
    return new Problem("FORBIDDEN", "你没有权限上传文件", { status: 403 });
  }
  return new Problem("FILE_REFUSED", "文件没有存上，请再试一次", { status });
}
