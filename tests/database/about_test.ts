import assert from "node:assert/strict";
import { ShopAbout } from "@/contracts/about.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const reason = "新办的证";
const licence = {
  name: "营业执照",
  holder: "山上茶舍（杭州）有限公司",
  number: "91330100MA2B3C4D5E",
  picture_url: null as string | null,
};

const read = async ({ db, shop }: Mall) =>
  ShopAbout.parse(await db.call({ role: "anon" }, "get_about", { shop }));

Deno.test("anybody reads what the shop says of itself, its licences and when its service answers", () =>
  onMall(async (mall) => {
    const opened = await read(mall);
    assert.deepEqual([opened.parts.length, opened.licences, opened.service_hours], [1, [], ""]);
    const food = {
      name: "食品经营许可证",
      holder: "",
      number: "",
      picture_url: "https://p/f.webp",
    };
    const theme = { service_hours: "每天 9:00–21:00", licences: [licence, food] };
    await mall.command("update_shop", { theme, reason });
    const parts = [{ title: "关于茶舍", text: "山上种茶三代。" }];
    await mall.command("save_text", { kind: "about", parts, reason });
    const about = await read(mall);
    assert.deepEqual(
      [about.licences, about.service_hours, about.parts],
      [theme.licences, theme.service_hours, parts],
    );
  }));

Deno.test("what is no licence is refused at its field, and the licences stay as they were", () =>
  onMall(async (mall) => {
    const save = (licences: unknown) =>
      mall.command("update_shop", { theme: { licences }, reason });
    await save([licence]);
    for (
      const wrong of [
        [{ ...licence, name: " " }],
        [{ ...licence, number: "" }],
        [{ ...licence, picture_url: "javascript:alert(1)" }],
        [{ ...licence, expires: "2030" }],
        [{ name: "营业执照" }],
        ["营业执照"],
        Array(11).fill(licence),
      ]
    ) {
      await assert.rejects(save(wrong), (error: Error & { detail: string }) => {
        assert.equal(error.message, "SETTING_INVALID");
        assert.equal(JSON.parse(error.detail).field, "licences");
        return true;
      });
    }
    await refuses("INVALID_REQUEST", save("营业执照"));
    assert.deepEqual((await read(mall)).licences, [licence]);
  }));
